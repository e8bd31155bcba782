using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Recording;
using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Deliveries;

/// <summary>One row of <see cref="DeliveriesTab"/>.</summary>
public sealed partial class HistoryRow(RetryRule rule)
{
    [Parameter, EditorRequired]
    public required Guid SubscriptionId { get; set; }

    [Parameter, EditorRequired]
    public required DeliveryRow Delivery { get; set; }

    [Parameter]
    public bool CanManage { get; set; }

    /// <summary>The event type in parts between which a line can break.</summary>
    private IEnumerable<string> Words => Delivery.EventType.Split('_').Select((word, at) => at == 0 ? word : "_" + word);

    private string Url => AppUrls.Delivery(SubscriptionId, Delivery.Id);
}
