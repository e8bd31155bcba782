using Dixa.Webhooks.Admin.Subscriptions;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Deliveries;

/// <summary>Opens the dialog that resends what failed or was cancelled, or says why that is not possible.</summary>
public sealed partial class ResendFailedButton(IDialogService dialogs)
{
    [Parameter, EditorRequired]
    public required WebhookDetails Webhook { get; set; }

    /// <summary>The wire name of the only event type that is meant; null for every one.</summary>
    [Parameter]
    public string? EventType { get; set; }

    /// <summary>How far back the list looks: the key of a <see cref="TimeRange"/>; null for as far as it goes.</summary>
    [Parameter]
    public string? Range { get; set; }

    /// <summary>With <see cref="TimeRange.Custom"/>: where the list begins.</summary>
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
