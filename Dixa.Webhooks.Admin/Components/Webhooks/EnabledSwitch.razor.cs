using System.Data.Common;
using Dixa.Webhooks.Admin.Components.Shared;
using Dixa.Webhooks.Admin.Components.Webhooks.Editing;
using Dixa.Webhooks.Admin.Subscriptions;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Dixa.Webhooks.Admin.Components.Webhooks;

/// <summary>Enables and disables a webhook. It asks first when disabling cancels deliveries.</summary>
public sealed partial class EnabledSwitch(WebhookCommands commands, WebhookChanger changer, PendingDeliveryCounter pending, IDialogService dialogs, ISnackbar snackbar)
{
    private bool _enabled;
    private bool _changing;

    [Parameter, EditorRequired]
    public required Guid Id { get; set; }

    [Parameter, EditorRequired]
    public required string Name { get; set; }

    [Parameter, EditorRequired]
    public required int Revision { get; set; }

    [Parameter, EditorRequired]
    public required bool Enabled { get; set; }

    /// <summary>Raised when the webhook may have changed, so that <see cref="View"/> reloads it.</summary>
    [Parameter]
    public EventCallback Changed { get; set; }

    /// <summary>Raised after the webhook was enabled.</summary>
    [Parameter]
    public EventCallback TurnedOn { get; set; }

    /// <summary>What shows the webhook: "list" or "page".</summary>
    [Parameter]
    public string View { get; set; } = "page";

    protected override void OnParametersSet()
    {
        // During a change, the switch shows the requested state and not the stored one.
        if (!_changing)
        {
            _enabled = Enabled;
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
            if (enabled || await ConfirmDisableAsync())
            {
                await changer.ChangeAsync(
                    actor => commands.SetEnabledAsync(actor, Id, Revision, enabled), Name, $"{Name} was {(enabled ? "enabled" : "disabled")}.", Changed, View);
            }

            (_changing, _enabled) = (false, Enabled);
            if (enabled && Enabled)
            {
                await TurnedOn.InvokeAsync();
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

    private async Task<bool> ConfirmDisableAsync()
    {
        try
        {
            return await DisableQuestion.AskAsync(dialogs, pending, Id, Name);
        }
        catch (DbException)
        {
            snackbar.Add(ChangeError.NoResponse(Name), Severity.Warning);
            return false;
        }
    }
}
