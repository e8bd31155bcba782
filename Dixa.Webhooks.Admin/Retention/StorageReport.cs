using Dixa.Webhooks.Admin.Domain;

namespace Dixa.Webhooks.Admin.Retention;

/// <summary>How large the store is, how fast it grows, and what the purge does.</summary>
/// <param name="Database">The database's name or file.</param>
/// <param name="Size">The size now.</param>
/// <param name="Tables">The tables that grow, as of <see cref="TablesOn"/>; empty before the first run of the purge.</param>
/// <param name="TablesOn">The day (UTC) on which the rows were counted; null before the first run.</param>
/// <param name="WeeklyGrowth">The bytes that the used part has grown by a day, on average over the last 7 days; null if there is no measurement that old.</param>
/// <param name="MonthlyGrowth">The same over the last 30 days.</param>
/// <param name="Disk">The free space of the disk with the database; null if the database is elsewhere.</param>
/// <param name="Rule">What is kept, in sentences.</param>
/// <param name="Runs">The last runs, newest first.</param>
public sealed record StorageReport(
    string Database,
    StoreSize Size,
    IReadOnlyList<TableSize> Tables,
    DateOnly? TablesOn,
    long? WeeklyGrowth,
    long? MonthlyGrowth,
    long? Disk,
    IReadOnlyList<string> Rule,
    IReadOnlyList<RetentionRun> Runs)
{
    public bool IsRunning => Runs is [{ State: RetentionRunState.Running }, ..];

    /// <summary>In how many days the disk is full at the growth of the last week, or of the last month if that is not known; null if it is not growing.</summary>
    public int? DaysUntilFull =>
        Disk is { } disk && (WeeklyGrowth ?? MonthlyGrowth) is > 0 and var growth ? (int)Math.Min(int.MaxValue, (disk + Size.FreeBytes) / growth) : null;
}

public enum RetentionRunState
{
    Running,
    Finished,

    /// <summary>The process ended, or the store could not write. The next run continues.</summary>
    Interrupted,
}

/// <summary>A run of the purge.</summary>
/// <param name="StartedAt">When it started.</param>
/// <param name="ActorName">Who started it; null for a scheduled run.</param>
/// <param name="State">Whether it is over.</param>
/// <param name="Duration">How long it took; null unless it is finished.</param>
/// <param name="Purged">What it has removed.</param>
/// <param name="StillTooLarge">Whether the store was still larger than the limit at the end.</param>
public sealed record RetentionRun(DateTimeOffset StartedAt, string? ActorName, RetentionRunState State, TimeSpan? Duration, PurgedHistory Purged, bool StillTooLarge);
