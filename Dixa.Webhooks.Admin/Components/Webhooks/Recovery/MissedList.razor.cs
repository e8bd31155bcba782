using Dixa.Webhooks.Admin.Components.Shared;
using Dixa.Webhooks.Admin.Components.Webhooks.Deliveries;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Recovery;
using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Recovery;

/// <summary>What a webhook missed: how many of each, with links to the lists.</summary>
public sealed partial class MissedList
{
    [Parameter, EditorRequired]
    public required Guid WebhookId { get; set; }

    [Parameter, EditorRequired]
    public required MissedByWebhook Missed { get; set; }

    private string Link(DeliveryState state, MissedDeliveries deliveries) =>
        AppUrls.Deliveries(WebhookId, new HistoryFilter { Status = state.ToString(), Range = TimeRange.Custom, From = TimeRange.WriteTime(deliveries.First) });
}
