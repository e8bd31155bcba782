using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Recording;
using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Deliveries;

/// <summary>What there is to know of a delivery besides its attempts, and the way to those that belong to it.</summary>
public sealed partial class DeliveryFacts(RetryRule rule)
{
    [Parameter, EditorRequired]
    public required Guid SubscriptionId { get; set; }

    [Parameter, EditorRequired]
    public required DeliveryRow Delivery { get; set; }

    /// <summary>The deliveries that sent it again.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<long> SentAgain { get; set; }
}
