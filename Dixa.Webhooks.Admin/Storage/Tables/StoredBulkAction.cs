using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.BulkActions;

namespace Dixa.Webhooks.Admin.Storage.Tables;

/// <summary>A long-running action on many rows, and how far it is.</summary>
public sealed class StoredBulkAction
{
    /// <summary>Chosen by the caller, so that a second call with the same id starts nothing.</summary>
    public Guid Id { get; init; }

    public BulkActionKind Kind { get; init; }

    /// <summary>The webhook that it is for; null if it can be for several.</summary>
    public Guid? WebhookId { get; init; }

    /// <summary>The webhook's name at that time.</summary>
    public string? WebhookName { get; init; }

    /// <summary>What to act on, as JSON that only the kind reads. Never contains a secret or a payload.</summary>
    public required string Criteria { get; init; }

    /// <summary>The max number of rows per second; null for no limit of its own.</summary>
    public int? PerSecond { get; init; }

    public BulkActionState State { get; set; }

    /// <summary>How many rows it acts on.</summary>
    public int Total { get; init; }

    public int Done { get; set; }

    /// <summary>Rows that could not be acted on when their turn came.</summary>
    public int Skipped { get; set; }

    /// <summary>How far it is. Grows with each step; its meaning belongs to the kind.</summary>
    public long Position { get; set; }

    public ActorKind ActorKind { get; init; }

    public Guid ActorId { get; init; }

    /// <summary>The actor's name at that time.</summary>
    public required string ActorName { get; init; }

    /// <summary>The actor's IP address; null if there was no client.</summary>
    public string? ActorAddress { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Null until it is completed, cancelled or failed.</summary>
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>Why it was paused or has failed, as a sentence for the user; null if a person paused it.</summary>
    public string? Error { get; set; }
}
