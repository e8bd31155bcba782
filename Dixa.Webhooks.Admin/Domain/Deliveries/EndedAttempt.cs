namespace Dixa.Webhooks.Admin.Domain.Deliveries;

/// <summary>An attempt that has ended.</summary>
/// <param name="DeliveryId">The delivery's key.</param>
/// <param name="SubscriptionId">The webhook.</param>
/// <param name="EventType">A wire name.</param>
/// <param name="StartedAt">When the attempt started.</param>
/// <param name="Duration">How long the attempt took.</param>
/// <param name="EndedAt">When the attempt ended. The retry delay starts here.</param>
/// <param name="Result">The response or the failure.</param>
public sealed record EndedAttempt(
    long DeliveryId, Guid SubscriptionId, string EventType, DateTimeOffset StartedAt, TimeSpan Duration, DateTimeOffset EndedAt, AttemptResult Result)
{
    /// <summary>The number of recorded attempts of the delivery, as known by the lane. The store decides if it differs.</summary>
    public int AttemptsBefore { get; init; }

    /// <summary>The id of the attempt's span; null if it is not traced.</summary>
    public string? Span { get; init; }
}
