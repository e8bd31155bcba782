namespace Dixa.Webhooks.Admin.Domain.Deliveries;

/// <summary>One event on its way to one webhook. The rows of this table are the queue.</summary>
public sealed class Delivery
{
    public long Id { get; init; }

    public long EventKey { get; init; }

    public Guid SubscriptionId { get; init; }

    /// <summary>The event's wire name, kept here too so that a webhook's history of one type is one index.</summary>
    public required string EventType { get; init; }

    public DeliveryState State { get; init; }

    /// <summary>How many attempts are recorded.</summary>
    public int Attempts { get; init; }

    /// <summary>Not to be attempted before this time, while pending.</summary>
    public DateTimeOffset DueAt { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it reached its final state.</summary>
    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>When the last attempt began.</summary>
    public DateTimeOffset? LastAttemptAt { get; init; }

    public int? LastStatusCode { get; init; }

    public FailureClass? LastFailure { get; init; }

    public string? CancelledReason { get; init; }

    /// <summary>Somebody asked for it with a sample. It counts for no status and for no automatic disabling.</summary>
    public bool IsTest { get; init; }

    /// <summary>The delivery whose event this one sends again; null for an event's own delivery.</summary>
    public long? ResendOf { get; init; }
}
