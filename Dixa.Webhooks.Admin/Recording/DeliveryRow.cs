using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Domain.Events;

namespace Dixa.Webhooks.Admin.Recording;

/// <summary>One delivery as screens show it in a list.</summary>
/// <param name="EventId">The UUID that the receiver gets.</param>
/// <param name="EventType">The wire name.</param>
/// <param name="CreatedAt">When the event was received.</param>
/// <param name="DueAt">The earliest time of the next attempt, while the delivery is pending.</param>
/// <param name="LastAttemptAt">When the last attempt started; null before the first.</param>
/// <param name="LastStatusCode">The status of the last response; null if there was none.</param>
/// <param name="LastFailure">Why the last attempt got no usable response; null if it got one.</param>
/// <param name="CancelledReason">Null unless the delivery was cancelled.</param>
/// <param name="IsTest">A test that a user sent.</param>
/// <param name="ResendOf">The delivery that this one repeats; null if it is not a resend.</param>
/// <param name="Removed">When and why the payload and the responses were removed; null unless they were.</param>
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
    DisableReason? CancelledReason,
    bool IsTest,
    long? ResendOf,
    RemovedContent? Removed)
{
    /// <summary>A replay created it, because the webhook missed the event.</summary>
    public bool IsReplay { get; init; }

    public static DeliveryRow Of(DeliveryRecord record)
    {
        var (delivery, eventId, cancelledReason, removed) = record;
        return new DeliveryRow(
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
            cancelledReason,
            delivery.IsTest,
            delivery.ResendOf,
            removed)
        {
            IsReplay = delivery.ReplayId is not null,
        };
    }

    /// <summary>The result of the last attempt; gray before the first.</summary>
    public EventStatus LastAttempt => LastAttemptAt is null
        ? EventStatus.NotEmitted
        : EventStatus.Of(new AttemptResult(LastStatusCode, LastFailure));
}
