namespace Dixa.Webhooks.Admin.Storage.Tables;

/// <summary>A run of the purge, and what it has removed.</summary>
public sealed class StoredRetentionRun
{
    public long Id { get; init; }

    public DateTimeOffset StartedAt { get; init; }

    /// <summary>Who started it; null for a scheduled run.</summary>
    public string? ActorName { get; init; }

    /// <summary>Null if the run was interrupted or is not over.</summary>
    public DateTimeOffset? FinishedAt { get; set; }

    public long Deliveries { get; set; }

    public long Events { get; set; }

    /// <summary>Events whose content was removed while their deliveries stay.</summary>
    public long Payloads { get; set; }

    /// <summary>Hours of statistics.</summary>
    public long Hours { get; set; }

    /// <summary>Whether it also cleaned the index of subjects, which is done once a day.</summary>
    public bool CleanedIndex { get; set; }

    /// <summary>Whether the store is still larger than the limit, because what is left may not be purged.</summary>
    public bool StillTooLarge { get; set; }
}
