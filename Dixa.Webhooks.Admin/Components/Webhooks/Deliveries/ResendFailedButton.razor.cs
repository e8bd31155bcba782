using Dixa.Webhooks.Admin.Subscriptions.Queries;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Deliveries;

/// <summary>Opens the dialog that resends failed and cancelled deliveries, or shows why that is not possible.</summary>
public sealed partial class ResendFailedButton(IDialogService dialogs)
{
    [Parameter, EditorRequired]
    public required WebhookDetails Webhook { get; set; }

    /// <summary>The wire name of an event type; null for all event types.</summary>
    [Parameter]
    public string? EventType { get; set; }

    /// <summary>The time range of the list: the key of a <see cref="TimeRange"/>; null for no limit.</summary>
    [Parameter]
    public string? Range { get; set; }

    /// <summary>With <see cref="TimeRange.Custom"/>: the start of the range.</summary>
    [Parameter]
    public DateTimeOffset? From { get; set; }

    private Task<IDialogReference> OpenAsync() => dialogs.ShowAsync<ResendFailedDialog>(
        "Resend failed and cancelled deliveries",
        new DialogParameters<ResendFailedDialog>
        {
            { dialog => dialog.SubscriptionId, Webhook.Id },
            { dialog => dialog.EventType, EventType },
            { dialog => dialog.Range, Range },
            { dialog => dialog.From, From },
        },
        ResendFailedDialog.Waiting);
}
