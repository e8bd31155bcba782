namespace Dixa.Webhooks.Admin.Domain.Audit;

/// <summary>A row of the audit log: who did what to what, when and from where. Rows are only added, and refer to no other table.</summary>
public sealed class AuditRow
{
    /// <summary>Without gaps, so that a removed row is noticed.</summary>
    public long Id { get; init; }

    public DateTimeOffset At { get; init; }

    public ActorKind ActorKind { get; init; }

    /// <summary>Null for the system and for someone who is not signed in.</summary>
    public Guid? ActorId { get; init; }

    /// <summary>The actor's name at that time.</summary>
    public required string ActorName { get; init; }

    /// <summary>The client's IP address; null if there was no client.</summary>
    public string? Address { get; init; }

    public AuditAction Action { get; init; }

    public AuditTargetKind? TargetKind { get; init; }

    public Guid? TargetId { get; init; }

    public string? TargetName { get; init; }

    /// <summary>What varies with the action, as JSON; null if there is nothing. Never contains a secret, a header value or a payload.</summary>
    public string? Data { get; init; }

    /// <summary>Over this row and the hash of the row before: see <see cref="AuditHash"/>. Null only until the start after a migration.</summary>
    public byte[]? Hash { get; set; }
}
