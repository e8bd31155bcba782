using System.Diagnostics.Metrics;

namespace Dixa.Webhooks.Admin.Telemetry;

/// <summary>The group commits of the store's writers, and what the purge removes.</summary>
public sealed class StoreMetrics(IMeterFactory factory)
{
    private static readonly string[] Kinds = ["deliveries", "events", "payloads", "hours"];

    private static readonly InstrumentAdvice<int> Sizes = new() { HistogramBucketBoundaries = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1_024, 2_048] };

    private readonly Histogram<int> _size = AppMeter.Of(factory).CreateHistogram("dixa.webhooks.commit.size", "{write}", "Writes that share a commit.", tags: null, advice: Sizes);
    private readonly Histogram<double> _duration = AppMeter.Of(factory).CreateHistogram(
        "dixa.webhooks.commit.duration", "s", "The time to store a group of writes, with its commit.", tags: null, advice: AppMeter.Seconds);

    private readonly Counter<long> _failed = AppMeter.Of(factory).CreateCounter<long>("dixa.webhooks.commit.failures", "{commit}", "Groups of writes that the store refused or could not store.");
    private readonly Counter<long> _purged = AppMeter.Of(factory).CreateCounter<long>("dixa.webhooks.retention.purged", "{row}", "Rows that the purge removed, by kind.");

    /// <inheritdoc cref="IntakeMetrics.Start"/>
    public void Start()
    {
        _failed.Add(0);
        foreach (var kind in Kinds)
        {
            _purged.Add(0, new KeyValuePair<string, object?>("kind", kind));
        }
    }

    public void Committed(int writes, TimeSpan duration)
    {
        _size.Record(writes);
        _duration.Record(duration.TotalSeconds);
    }

    public void CommitFailed() => _failed.Add(1);

    public void Purged(long deliveries, long events, long payloads, long hours)
    {
        foreach (var (kind, rows) in Kinds.Zip([deliveries, events, payloads, hours]))
        {
            _purged.Add(rows, new KeyValuePair<string, object?>("kind", kind));
        }
    }
}
