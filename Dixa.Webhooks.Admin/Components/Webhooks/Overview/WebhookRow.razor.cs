using System.Data.Common;
using Dixa.Webhooks.Admin.Components.Shared;
using Dixa.Webhooks.Admin.Components.Webhooks.Editing;
using Dixa.Webhooks.Admin.Components.Webhooks.Replays;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Replays;
using Dixa.Webhooks.Admin.Subscriptions;
using Dixa.Webhooks.Admin.Subscriptions.Queries;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Overview;

/// <summary>A webhook in the overview, with its actions.</summary>
public sealed partial class WebhookRow(
    WebhookCommands commands, WebhookChanger changer, PendingDeliveryCounter pending, ReplayQueries replays, IDialogService dialogs, ISnackbar snackbar, NavigationManager navigation, AutoDisableRule rule)
{
    private bool _enabled;
    private bool _changing;

    [Parameter, EditorRequired]
    public required WebhookListItem Webhook { get; set; }

    /// <summary>Decides only what is shown. Permissions are checked again for each action.</summary>
    [Parameter, EditorRequired]
    public required Actor Actor { get; set; }

    /// <summary>Raised when the webhook may have changed, so that the list reloads.</summary>
    [Parameter]
    public EventCallback Changed { get; set; }

    /// <summary>
    /// How close the webhook is to auto-disable. A count above the limit means that the failures are spread over more time than the rule's window.
    /// </summary>
    private string? ConsecutiveFailures => Webhook switch
    {
        { Enabled: false } or { ConsecutiveFailures: 0 } => null,
        _ when Webhook.ConsecutiveFailures <= rule.ConsecutiveFailures => $"{Failures(Webhook.ConsecutiveFailures)} (disabled at {rule.ConsecutiveFailures})",
        _ => Failures(Webhook.ConsecutiveFailures),
    };

    private string RuleText => $"The webhook is disabled after {Failures(rule.ConsecutiveFailures)} within {TimeText.Rough(rule.Window)}.";

    private static string Failures(int count) => count == 1 ? "1 consecutive failure" : $"{count} consecutive failures";

    protected override void OnParametersSet()
    {
        // During a change, the switch shows the requested state and not the stored one.
        if (!_changing)
        {
            _enabled = Webhook.Enabled;
        }
    }

    // MudSwitch applies the requested value when its handler ends. To be able to revert the value, the handler must end before the change does.
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
            if (!enabled && !await ConfirmDisableAsync())
            {
                (_changing, _enabled) = (false, Webhook.Enabled);
            }
            else
            {
                await ChangeAsync(
                    actor => commands.SetEnabledAsync(actor, Webhook.Id, Webhook.Revision, enabled), $"{Webhook.Name} was {(enabled ? "enabled" : "disabled")}.");
                await OfferMissedAsync();
            }

            StateHasChanged();
        }
#pragma warning disable CA1031 // Nothing awaits this method, so pass exceptions to the error boundary, which shows them.
        catch (Exception error)
#pragma warning restore CA1031
        {
            await DispatchExceptionAsync(error);
        }
    }

    /// <summary>Offers to send what the webhook missed while it was disabled.</summary>
    private async Task OfferMissedAsync()
    {
        try
        {
            var (actor, id, name) = (Actor, Webhook.Id, Webhook.Name);
            if (Webhook.Enabled && await Task.Run(() => replays.OfferAsync(actor, id)) is { } offer)
            {
                snackbar.Add($"{name}: {MissedOfferPanel.Sentence(offer)}", Severity.Info, options =>
                {
                    (options.Action, options.RequireInteraction) = ("Send them…", true);
                    options.OnClick = _ =>
                    {
                        navigation.NavigateTo(AppUrls.ReplayMissed(id));
                        return Task.CompletedTask;
                    };
                });
            }
        }
        catch (DbException)
        {
            // The page of the webhook offers it too.
        }
    }

    private async Task<bool> ConfirmDisableAsync()
    {
        try
        {
            return await DisableQuestion.AskAsync(dialogs, pending, Webhook.Id, Webhook.Name);
        }
        catch (DbException)
        {
            snackbar.Add(ChangeError.NoResponse(Webhook.Name), Severity.Warning);
            return false;
        }
    }

    private async Task RemoveAsync()
    {
        var parameters = new DialogParameters<RemoveDialog> { { dialog => dialog.Name, Webhook.Name } };
        var dialog = await dialogs.ShowAsync<RemoveDialog>("Remove webhook", parameters);
        if (await dialog.Result is { Canceled: false })
        {
            await ChangeAsync(actor => commands.RemoveAsync(actor, Webhook.Id, Webhook.Revision), $"{Webhook.Name} was removed.");
        }
    }

    private async Task ChangeAsync(Func<Actor, Task<SaveResult>> change, string done)
    {
        _changing = true;
        await changer.ChangeAsync(change, Webhook.Name, done, Changed, view: "list");
        (_changing, _enabled) = (false, Webhook.Enabled);
    }
}
