using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Recording;
using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Deliveries;

/// <summary>One delivery in the list of all.</summary>
public sealed partial class HistoryRow(RetryRule rule)
{
    [Parameter, EditorRequired]
    public required Guid SubscriptionId { get; set; }

    [Parameter, EditorRequired]
    public required DeliveryRow Delivery { get; set; }

    /// <summary>The type's name in the parts between which a line may end.</summary>
    private IEnumerable<string> Words => Delivery.EventType.Split('_').Select((word, at) => at == 0 ? word : "_" + word);

    private string Address => AppUrls.Delivery(SubscriptionId, Delivery.Id);
}
