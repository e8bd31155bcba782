using Dixa.Webhooks.Admin.Hosting;
using Dixa.Webhooks.Admin.Operations.Health;

namespace Dixa.Webhooks.Admin.Operations.Metrics;

/// <summary>Refreshes what the gauges show, so that a scrape reads nothing but memory.</summary>
internal sealed class StoreSnapshotService(StoreSnapshotReader reader, Readiness readiness, TimeProvider time, ILogger<StoreSnapshotService> logger) : GuardedService(time, logger)
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    /// <summary>A slow refresh is done less often, but often enough that a snapshot does not become out of date.</summary>
    private static readonly TimeSpan LongestInterval = TimeSpan.FromSeconds(20);

    private const int PausePerDuration = 20;

    private volatile StoreSnapshot? _latest;
    private volatile ReadinessReport? _health;

    /// <summary>Null before the first refresh.</summary>
    public StoreSnapshot? Latest => _latest;

    public ReadinessReport? Health => _health;

    protected override IReadOnlyList<Func<CancellationToken, Task<TimeSpan?>>> Loops => [RefreshAsync, CheckHealthAsync];

    protected override string Consequence => "The metrics of the store are out of date";

    /// <summary>How long ago the latest snapshot was read.</summary>
    public TimeSpan? Age => _latest is { } latest ? Time.GetElapsedTime(latest.ReadAt) : null;

    internal async Task<TimeSpan?> RefreshAsync(CancellationToken stopping)
    {
        var start = Time.GetTimestamp();
        _latest = await reader.ReadAsync(stopping);
        return TimeSpan.FromTicks(Math.Clamp(Time.GetElapsedTime(start).Ticks * PausePerDuration, Interval.Ticks, LongestInterval.Ticks));
    }

    private async Task<TimeSpan?> CheckHealthAsync(CancellationToken stopping)
    {
        _health = await readiness.ReadAsync();
        return Interval;
    }
}
