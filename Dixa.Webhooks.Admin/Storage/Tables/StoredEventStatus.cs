using Dixa.Webhooks.Admin.Domain.Deliveries;

namespace Dixa.Webhooks.Admin.Storage.Tables;

/// <summary>The last attempt of an event type to a webhook, so that screens need not search for it.</summary>
public sealed class StoredEventStatus
{
    public Guid SubscriptionId { get; init; }

    public required string EventType { get; init; }

    /// <summary>When the last attempt started.</summary>
    public DateTimeOffset AttemptedAt { get; init; }

    public int? StatusCode { get; init; }

    public FailureClass? Failure { get; init; }
}
