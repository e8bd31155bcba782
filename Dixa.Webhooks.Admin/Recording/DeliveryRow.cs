using Dixa.Webhooks.Admin.Domain.Deliveries;

namespace Dixa.Webhooks.Admin.Recording;

/// <summary>One delivery in a history.</summary>
/// <param name="Id">The delivery's key.</param>
/// <param name="EventId">The uuid that the receiver sees.</param>
/// <param name="EventType">The wire name.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Attempts">How many attempts are recorded.</param>
/// <param name="CreatedAt">When the event was taken in.</param>
/// <param name="DueAt">While it is pending: when its next attempt may begin.</param>
/// <param name="LastAttemptAt">When its last attempt began; null before the first.</param>
/// <param name="LastStatusCode">The last answer's status; null when there was none.</param>
/// <param name="LastFailure">Why the last attempt brought no usable answer.</param>
/// <param name="CancelledReason">Why it was cancelled; null unless it was.</param>
/// <param name="IsTest">Somebody asked for it with a sample.</param>
/// <param name="ResendOf">The delivery whose event this one sends again.</param>
public sealed record DeliveryRow(
    long Id,
    Guid EventId,
    string EventType,
    DeliveryState State,
    int Attempts,
    DateTimeOffset CreatedAt,
    DateTimeOffset DueAt,
    DateTimeOffset? LastAttemptAt,
    int? LastStatusCode,
    FailureClass? LastFailure,
    string? CancelledReason,
    bool IsTest,
    long? ResendOf)
{
    public static DeliveryRow Of(Delivery delivery, Guid eventId) => new(
        delivery.Id,
        eventId,
        delivery.EventType,
        delivery.State,
        delivery.Attempts,
        delivery.CreatedAt,
        delivery.DueAt,
        delivery.LastAttemptAt,
        delivery.LastStatusCode,
        delivery.LastFailure,
        delivery.CancelledReason,
        delivery.IsTest,
        delivery.ResendOf);

    /// <summary>How its last attempt went; gray before the first.</summary>
    public EventStatus LastAttempt => LastAttemptAt is null
        ? EventStatus.NotEmitted
        : EventStatus.Of(new AttemptResult(LastStatusCode, LastFailure));
}
