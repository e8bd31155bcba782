namespace Dixa.Webhooks.Admin.Domain.Events;

/// <summary>A stored event.</summary>
public sealed class StoredEvent
{
    /// <summary>Increases with each event.</summary>
    public long Id { get; init; }

    /// <summary>The uuid in the envelope; unique.</summary>
    public Guid EventId { get; init; }

    public required string EventType { get; init; }

    public DateTimeOffset ReceivedAt { get; init; }

    /// <summary>The complete envelope: the exact bytes that are signed and sent.</summary>
    public required byte[] Payload { get; init; }
}
