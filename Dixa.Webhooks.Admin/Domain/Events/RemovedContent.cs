namespace Dixa.Webhooks.Admin.Domain.Events;

/// <summary>When and why the content of an event was removed.</summary>
public sealed record RemovedContent(DateTimeOffset At, ContentRemoval Why)
{
    /// <summary>Null if the content is complete.</summary>
    public static RemovedContent? Of(DateTimeOffset? at, ContentRemoval? why) => at is { } removedAt && why is { } reason ? new RemovedContent(removedAt, reason) : null;
}
