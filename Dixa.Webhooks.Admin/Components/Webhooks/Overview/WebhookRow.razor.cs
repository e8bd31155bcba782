using System.Data.Common;
using Dixa.Webhooks.Admin.Accounts;
using Dixa.Webhooks.Admin.Components.Shared;
using Dixa.Webhooks.Admin.Components.Webhooks.Details;
using Dixa.Webhooks.Admin.Components.Webhooks.Editing;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Recording;
using Dixa.Webhooks.Admin.Subscriptions;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Overview;

/// <summary>A webhook in the overview, with what can be done to it there.</summary>
public sealed partial class WebhookRow(
    WebhookCommands changes, PendingDeliveryCounter pending, CurrentActor currentActor, IDialogService dialogs, ISnackbar snackbar, AutoDisableRule rule)
{
    private bool _enabled;
    private bool _changing;

    [Parameter, EditorRequired]
    public required WebhookListItem Webhook { get; set; }

    /// <summary>Decides what is shown; what may be done is asked anew each time.</summary>
    [Parameter, EditorRequired]
    public required Actor Actor { get; set; }

    /// <summary>The list is to be read again.</summary>
    [Parameter]
    public EventCallback Changed { get; set; }

    /// <summary>How near it is to being disabled automatically. A run that is longer took more time than the rule gives it.</summary>
    private string? ConsecutiveFailures => Webhook switch
    {
        { Enabled: false } or { ConsecutiveFailures: 0 } => null,
        _ when Webhook.ConsecutiveFailures <= rule.ConsecutiveFailures => $"{Webhook.ConsecutiveFailures} of {rule.ConsecutiveFailures} failed in a row",
        _ => $"{Webhook.ConsecutiveFailures} failed in a row",
    };

    private string RuleText => $"{rule.ConsecutiveFailures} failed attempts in a row within {TimeText.Rough(rule.Window)} disable the webhook.";

    protected override void OnParametersSet()
    {
        // While a change is on its way, the switch shows what was asked for, not what a refresh found.
        if (!_changing)
        {
            _enabled = Webhook.Enabled;
        }
    }

    // MudSwitch keeps the value that was asked for once its handler has ended: one that takes the value back must end first.
    private void Switch(bool enabled)
    {
        if (!_changing)
        {
            (_enabled, _changing) = (enabled, true);
            _ = SwitchAsync(enabled);
        }
    }

    private async Task SwitchAsync(bool enabled)
    {
        await Task.Yield();
        try
        {
            if (!enabled && !await MayDisableAsync())
            {
                (_changing, _enabled) = (false, Webhook.Enabled);
            }
            else if (await ChangeAsync(actor => changes.SetEnabledAsync(actor, Webhook.Id, Webhook.Revision, enabled)))
            {
                snackbar.Add($"{Webhook.Name} is {(enabled ? "enabled" : "disabled")}.", Severity.Success);
            }

            StateHasChanged();
        }
#pragma warning disable CA1031 // An edge: nobody awaits this, the error boundary shows what went wrong.
        catch (Exception problem)
#pragma warning restore CA1031
        {
            await DispatchExceptionAsync(problem);
        }
    }

    private async Task<bool> MayDisableAsync()
    {
        try
        {
            return await DisableQuestion.AskAsync(dialogs, pending, Webhook.Id, Webhook.Name);
        }
        catch (DbException)
        {
            snackbar.Add(ChangeError.NoAnswer(Webhook.Name), Severity.Warning);
            return false;
        }
    }

    private async Task RemoveAsync()
    {
        var parameters = new DialogParameters<RemoveDialog> { { dialog => dialog.Name, Webhook.Name } };
        var dialog = await dialogs.ShowAsync<RemoveDialog>("Remove webhook", parameters);
        if (await dialog.Result is null or { Canceled: true })
        {
            return;
        }

        if (await ChangeAsync(actor => changes.RemoveAsync(actor, Webhook.Id, Webhook.Revision)))
        {
            snackbar.Add($"{Webhook.Name} is removed.", Severity.Success);
        }
    }

    private async Task<bool> ChangeAsync(Func<Actor, Task<SaveResult>> change)
    {
        _changing = true;
        string? problem;
        try
        {
            problem = ChangeError.Of(await change(await currentActor.GetAsync()), Webhook.Name, "list");
        }
        catch (DbException)
        {
            problem = ChangeError.NoAnswer(Webhook.Name);
        }

        await Changed.InvokeAsync();
        (_changing, _enabled) = (false, Webhook.Enabled);
        if (problem is not null)
        {
            snackbar.Add(problem, Severity.Warning);
        }

        return problem is null;
    }
}
