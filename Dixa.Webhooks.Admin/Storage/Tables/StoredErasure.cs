using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Privacy;

namespace Dixa.Webhooks.Admin.Storage.Tables;

/// <summary>The erasure of a person. It never contains what identifies the person, except encrypted until it is done.</summary>
public sealed class StoredErasure
{
    public Guid Id { get; init; }

    public DateTimeOffset RequestedAt { get; init; }

    public ActorKind ActorKind { get; init; }

    public Guid ActorId { get; init; }

    /// <summary>The actor's name at that time.</summary>
    public required string ActorName { get; init; }

    public PersonIdentifierKind Kind { get; init; }

    /// <summary>The hash by which the audit log refers to the person.</summary>
    public required string Hash { get; init; }

    /// <summary>The encrypted value; null when it is done.</summary>
    public string? Value { get; set; }

    /// <summary>The last event that existed at the request. Later ones are kept.</summary>
    public long LastEvent { get; init; }

    /// <summary>The last attempt that existed at the request.</summary>
    public long LastAttempt { get; init; }

    /// <summary>How far the search of all events is: every event up to this key was searched.</summary>
    public long SearchedEvents { get; set; }

    /// <summary>How far the search of all responses is: every attempt up to this key was searched.</summary>
    public long SearchedAttempts { get; set; }

    /// <summary>Events whose content was removed.</summary>
    public int Events { get; set; }

    /// <summary>Pending deliveries that were cancelled.</summary>
    public int Cancelled { get; set; }

    /// <summary>Responses that were removed from events that did not mention the person.</summary>
    public int Responses { get; set; }

    /// <summary>Null until nothing is left to do.</summary>
    public DateTimeOffset? FinishedAt { get; set; }
}
