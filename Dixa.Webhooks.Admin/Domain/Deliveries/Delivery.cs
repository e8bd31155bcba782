namespace Dixa.Webhooks.Admin.Domain.Deliveries;

/// <summary>A delivery: one event to one webhook. The rows of this table are the queue.</summary>
public sealed class Delivery
{
    public long Id { get; init; }

    public long EventKey { get; init; }

    public Guid SubscriptionId { get; init; }

    /// <summary>The event's wire name, duplicated here so that one index covers a webhook's history of one type.</summary>
    public required string EventType { get; init; }

    public DeliveryState State { get; init; }

    /// <summary>The number of recorded attempts.</summary>
    public int Attempts { get; init; }

    /// <summary>The earliest time of the next attempt while pending.</summary>
    public DateTimeOffset DueAt { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the delivery reached its final state.</summary>
    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>When the last attempt started.</summary>
    public DateTimeOffset? LastAttemptAt { get; init; }

    public int? LastStatusCode { get; init; }

    public FailureClass? LastFailure { get; init; }

    /// <summary>Why it was cancelled; null unless it was. Refers to a row that all deliveries with the same reason share.</summary>
    public long? CancellationId { get; init; }

    /// <summary>Whether it is a test event, which affects neither statuses nor automatic disabling.</summary>
    public bool IsTest { get; init; }

    /// <summary>The delivery that this one resends; null for an original delivery.</summary>
    public long? ResendOf { get; init; }

    /// <summary>The replay that created it; null if it was created when its event was received, or by a resend.</summary>
    public Guid? ReplayId { get; init; }
}
