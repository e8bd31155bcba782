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

    /// <summary>The complete envelope: the exact bytes that are signed and sent. After <see cref="RemovedAt"/> only a <see cref="Tombstone"/>.</summary>
    public required byte[] Payload { get; init; }

    /// <summary>When the content was removed; null while it is complete.</summary>
    public DateTimeOffset? RemovedAt { get; init; }

    /// <summary>Why the content was removed; null while it is complete.</summary>
    public ContentRemoval? Removal { get; init; }

    /// <summary>The trace context of the request that published it (<c>traceparent</c> of W3C Trace Context); null if there was none.</summary>
    public string? Traceparent { get; init; }

    /// <summary>A person sent it as a test of one webhook.</summary>
    public bool IsTest { get; init; }

    /// <summary>What it is about, for the index. Only set on an event that is to be stored.</summary>
    public IReadOnlyCollection<SubjectKey> Subjects { get; init; } = [];
}
