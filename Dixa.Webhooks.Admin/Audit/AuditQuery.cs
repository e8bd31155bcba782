using Dixa.Webhooks.Admin.Domain.Audit;

namespace Dixa.Webhooks.Admin.Audit;

/// <summary>Selects rows of the audit log. Null means no restriction.</summary>
public sealed record AuditQuery
{
    public const int MaxPerPage = 100;

    /// <summary>A part of the actor's name in any case, or the actor's id.</summary>
    public string? Actor { get; init; }

    public AuditAction? Action { get; init; }

    /// <summary>A part of the target's name in any case, or the target's id.</summary>
    public string? Target { get; init; }

    /// <summary>At this time or later.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Before this time.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Leaves out secrets that API tokens read, of which there can be one row per hour.</summary>
    public bool WithoutSecretReads { get; init; }

    /// <summary>Only rows with a smaller id.</summary>
    public long? Before { get; init; }

    /// <summary>Only rows with a larger id. The page has the oldest of them.</summary>
    public long? After { get; init; }

    public int Limit { get; init; } = 50;
}
