using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Recording;
using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Deliveries;

/// <summary>A delivery's properties, with links to the delivery that it resends and to its own resends.</summary>
public sealed partial class DeliveryFacts(RetryRule rule)
{
    [Parameter, EditorRequired]
    public required Guid SubscriptionId { get; set; }

    [Parameter, EditorRequired]
    public required DeliveryRow Delivery { get; set; }

    /// <summary>The ids of the deliveries that resent this one.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<long> Resends { get; set; }
}
