using System.Diagnostics.Metrics;
using Dixa.Webhooks.Admin.Backups;
using Dixa.Webhooks.Admin.Telemetry;
using Microsoft.Extensions.Options;

namespace Dixa.Webhooks.Admin.Operations.Metrics;

/// <summary>The gauges of the whole store. Every process that shares a store reports the same, so take their maximum.</summary>
internal sealed class StoreGauges
{
    /// <summary>A webhook whose oldest due delivery is older counts as behind.</summary>
    public static readonly TimeSpan BehindAfter = TimeSpan.FromMinutes(1);

    /// <summary>The webhooks whose names are labels, those with the oldest due deliveries.</summary>
    public const int MaxNames = 100;

    /// <summary>An older snapshot is out of date.</summary>
    private static readonly TimeSpan MaxAge = TimeSpan.FromMinutes(1);

    private readonly StoreSnapshotService _snapshots;
    private readonly TimeProvider _time;
    private readonly BackupQueries _backups;
    private readonly DateTimeOffset _startedAt;
    private readonly bool _hasNames;

    public StoreGauges(IMeterFactory factory, StoreSnapshotService snapshots, BackupQueries backups, IOptions<MetricsOptions> options, TimeProvider time)
    {
        (_snapshots, _backups, _hasNames, _time, _startedAt) = (snapshots, backups, options.Value.WebhookNames, time, time.GetUtcNow());
        var meter = AppMeter.Of(factory);
        meter.CreateObservableGauge("dixa.webhooks.oldest_due", () => Measure(OldestDue()), "s", "The age of the oldest due delivery of all enabled webhooks.");
        meter.CreateObservableGauge(
            "dixa.webhooks.webhook.oldest_due", ByWebhook, "s", "The age of the oldest due delivery of a webhook: of the worst one or, if Metrics:WebhookNames is set, of the worst 100 by name.");
        meter.CreateObservableGauge("dixa.webhooks.webhooks.behind", () => Measure(Fresh?.Behind(BehindAfter)), "{webhook}", "Webhooks whose oldest due delivery is older than a minute.");
        meter.CreateObservableGauge("dixa.webhooks.webhooks", Webhooks, "{webhook}", "Webhooks by state.");
        meter.CreateObservableGauge("dixa.webhooks.deliveries.due", () => Measure(Fresh?.Due), "{delivery}", "Deliveries that are due now; counted up to 100,000.");
        meter.CreateObservableGauge("dixa.webhooks.deliveries.pending", () => Measure(Fresh?.Pending), "{delivery}", "Deliveries that are due now or later; counted up to 100,000.");
        meter.CreateObservableGauge("dixa.webhooks.emails.pending", () => Measure(Fresh?.PendingEmails), "{email}", "E-mails to administrators that are not sent yet.");
        meter.CreateObservableGauge("dixa.webhooks.retention.age", () => Measure(AgeOf(Fresh?.PurgedAt)), "s", "The time since the last purge finished.");
        meter.CreateObservableGauge("dixa.webhooks.backup.age", () => Measure(BackupAge()), "s", "The time since the last backup was started or, if nightly ones are on and there is none yet, since the process started.");
        meter.CreateObservableGauge("dixa.webhooks.store.size", () => Measure(Fresh?.Size.Bytes), "By", "The size of the database, with its free part.");
        meter.CreateObservableGauge("dixa.webhooks.store.free", () => Measure(Fresh?.Size.FreeBytes), "By", "The free part of the database, which new rows can use.");
        meter.CreateObservableGauge("dixa.webhooks.disk.free", () => Measure(Fresh?.FreeDiskBytes), "By", "The free space of the disk with the database.");
        meter.CreateObservableGauge("dixa.webhooks.snapshot.age", () => Measure(_snapshots.Age?.TotalSeconds), "s", "The time since the other gauges of the store were read.");
    }

    /// <summary>Null if it is out of date: then the gauges report nothing rather than something wrong.</summary>
    private StoreSnapshot? Fresh => _snapshots.Age < MaxAge ? _snapshots.Latest : null;

    /// <summary>Grows also if no backup ever succeeds.</summary>
    private double? BackupAge() => _backups.Read() is var backups && backups.Last is { } last ? AgeOf(last.At) : AgeOf(backups.Nightly is null ? null : _startedAt);

    /// <summary>While the store cannot be read, what was due grows older.</summary>
    private double? OldestDue() => (_snapshots.Latest, _snapshots.Age) switch
    {
        ({ } latest, { } age) when age < MaxAge => latest.OldestDue.TotalSeconds,
        ({ } latest, { } age) when latest.OldestDue > TimeSpan.Zero => (latest.OldestDue + age).TotalSeconds,
        _ => null,
    };

    private IEnumerable<Measurement<double>> ByWebhook()
    {
        if (Fresh is not { } snapshot)
        {
            return [];
        }

        return _hasNames
            ? snapshot.Webhooks.Take(MaxNames).DistinctBy(webhook => webhook.Name)
                .Select(webhook => new Measurement<double>(webhook.OldestDue.TotalSeconds, new KeyValuePair<string, object?>("webhook", webhook.Name)))
            : [new Measurement<double>(snapshot.OldestDue.TotalSeconds)];
    }

    private IEnumerable<Measurement<int>> Webhooks() => Fresh is not { } snapshot
        ? []
        :
        [
            new(snapshot.Webhooks.Count(webhook => webhook.Enabled), new KeyValuePair<string, object?>("state", "enabled")),
            new(snapshot.Webhooks.Count(webhook => !webhook.Enabled), new KeyValuePair<string, object?>("state", "disabled")),
        ];

    private double? AgeOf(DateTimeOffset? at) => at is { } time ? Math.Max(0, (_time.GetUtcNow() - time).TotalSeconds) : null;

    private static IEnumerable<Measurement<T>> Measure<T>(T? value)
        where T : struct => value is { } known ? [new Measurement<T>(known)] : [];
}
