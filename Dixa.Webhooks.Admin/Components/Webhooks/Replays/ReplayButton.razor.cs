using Dixa.Webhooks.Admin.Subscriptions.Queries;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Replays;

/// <summary>Opens the dialog that sends a webhook the events that it missed.</summary>
public sealed partial class ReplayButton(IDialogService dialogs)
{
    [Parameter, EditorRequired]
    public required WebhookDetails Webhook { get; set; }

    /// <summary>Null for the usual one.</summary>
    [Parameter]
    public string? Text { get; set; }

    [Parameter]
    public Size Size { get; set; } = Size.Medium;

    [Parameter]
    public string TestId { get; set; } = "replay";

    /// <summary>Raised when the dialog was closed.</summary>
    [Parameter]
    public EventCallback Closed { get; set; }

    /// <summary>Opens the dialog and waits until it is closed.</summary>
    internal static async Task OpenAsync(IDialogService dialogs, WebhookDetails webhook, ReplaySelection? selection = null)
    {
        var dialog = await dialogs.ShowAsync<ReplayDialog>(
            "Send missed events",
            new DialogParameters<ReplayDialog>
            {
                { dialog => dialog.SubscriptionId, webhook.Id },
                { dialog => dialog.Name, webhook.Name },
                { dialog => dialog.Enabled, webhook.Enabled },
                { dialog => dialog.Subscribed, webhook.Events },
                { dialog => dialog.Selection, selection },
            },
            ReplayDialog.Options);
        await dialog.Result;
    }

    private async Task OpenAsync()
    {
        await OpenAsync(dialogs, Webhook);
        await Closed.InvokeAsync();
    }
}
