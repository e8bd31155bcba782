namespace Dixa.Webhooks.Admin.Domain.Events;

/// <summary>An event as it was taken in.</summary>
public sealed class StoredEvent
{
    /// <summary>Grows with each event.</summary>
    public long Id { get; init; }

    /// <summary>The uuid in the envelope; stored once.</summary>
    public Guid EventId { get; init; }

    public required string EventType { get; init; }

    public DateTimeOffset ReceivedAt { get; init; }

    /// <summary>The whole envelope, in the exact bytes that are signed and sent.</summary>
    public required byte[] Payload { get; init; }
}
