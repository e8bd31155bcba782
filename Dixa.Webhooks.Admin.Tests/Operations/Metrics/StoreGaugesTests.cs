using System.Diagnostics.Metrics;
using Dixa.Webhooks.Admin.Backups;
using Dixa.Webhooks.Admin.Operations.Health;
using Dixa.Webhooks.Admin.Storage.Backups;
using Dixa.Webhooks.Admin.Support;
using Dixa.Webhooks.Admin.Telemetry;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Dixa.Webhooks.Admin.Operations.Metrics;

public sealed class StoreGaugesTests : StoreTest
{
    private static readonly TimeSpan Stale = TimeSpan.FromSeconds(61);

    [Fact]
    public async Task Gauges_show_the_latest_snapshot_and_read_nothing_themselves()
    {
        await Store.DeliveryAsync(await Store.CreateWebhookAsync(), dueAt: Store.Time.GetUtcNow() - TimeSpan.FromMinutes(5));
        using var gauges = new Gauges(Store);

        gauges.Metrics.Observe();
        Assert.Empty(gauges.Metrics.Of("dixa.webhooks.oldest_due"));

        await gauges.RefreshAsync();
        var before = Store.Sql.Statements.Count;
        gauges.Metrics.Observe();

        Assert.Equal([300], gauges.Metrics.Of("dixa.webhooks.oldest_due"));
        Assert.Equal([300], gauges.Metrics.Of("dixa.webhooks.webhook.oldest_due", ""));
        Assert.Equal([1], gauges.Metrics.Of("dixa.webhooks.webhooks.behind"));
        Assert.Equal([1], gauges.Metrics.Of("dixa.webhooks.deliveries.due"));
        Assert.Equal([1], gauges.Metrics.Of("dixa.webhooks.deliveries.pending"));
        Assert.Equal([1], gauges.Metrics.Of("dixa.webhooks.webhooks", "state=enabled"));
        Assert.Equal([0], gauges.Metrics.Of("dixa.webhooks.webhooks", "state=disabled"));
        Assert.True(Assert.Single(gauges.Metrics.Of("dixa.webhooks.store.size")) > 0);
        Assert.Empty(gauges.Metrics.Of("dixa.webhooks.retention.age"));
        Assert.Equal(before, Store.Sql.Statements.Count);
    }

    [Fact]
    public async Task What_was_due_grows_older_while_the_store_cannot_be_read_and_the_other_gauges_show_nothing()
    {
        await Store.DeliveryAsync(await Store.CreateWebhookAsync(), dueAt: Store.Time.GetUtcNow() - TimeSpan.FromMinutes(5));
        using var gauges = new Gauges(Store);
        await gauges.RefreshAsync();

        Store.Time.Advance(Stale);
        gauges.Metrics.Observe();

        Assert.Equal([361], gauges.Metrics.Of("dixa.webhooks.oldest_due"));
        Assert.Equal([61], gauges.Metrics.Of("dixa.webhooks.snapshot.age"));
        Assert.Empty(gauges.Metrics.Of("dixa.webhooks.deliveries.due"));
        Assert.Empty(gauges.Metrics.Of("dixa.webhooks.webhooks"));
    }

    [Fact]
    public async Task Nothing_is_claimed_about_a_store_that_had_nothing_due_and_cannot_be_read()
    {
        using var gauges = new Gauges(Store);
        await gauges.RefreshAsync();
        gauges.Metrics.Observe();
        Assert.Equal([0], gauges.Metrics.Of("dixa.webhooks.oldest_due"));

        Store.Time.Advance(Stale);
        gauges.Metrics.Observe();

        Assert.Empty(gauges.Metrics.Of("dixa.webhooks.oldest_due"));
    }

    [Fact]
    public async Task Names_of_webhooks_are_labels_only_if_the_setting_says_so_and_only_of_the_worst_ones()
    {
        for (var i = 0; i < StoreGauges.MaxNames + 1; i++)
        {
            var name = $"Webhook {i}";
            await Store.DeliveryAsync(await Store.CreateWebhookAsync(draft => draft.Name = name), dueAt: Store.Time.GetUtcNow() - TimeSpan.FromSeconds(i));
        }

        using var gauges = new Gauges(Store, names: true);
        await gauges.RefreshAsync();
        gauges.Metrics.Observe();

        Assert.Equal(StoreGauges.MaxNames, gauges.Metrics.Of("dixa.webhooks.webhook.oldest_due").Count);
        Assert.Equal([100], gauges.Metrics.Of("dixa.webhooks.webhook.oldest_due", "webhook=Webhook 100"));
        Assert.DoesNotContain("webhook=Webhook 0", gauges.Metrics.Labels("dixa.webhooks.webhook.oldest_due"));
    }

    [Fact]
    public void The_age_of_the_last_backup_is_known_once_there_is_one()
    {
        using var gauges = new Gauges(Store);
        gauges.Metrics.Observe();
        Assert.Empty(gauges.Metrics.Of("dixa.webhooks.backup.age"));

        Store.Service<BackupHistory>().Update(record => record with { Last = new CompletedBackup(Store.Time.GetUtcNow(), TimeSpan.FromSeconds(1), "webhooks.tar.gz", 1, HasKeys: true) });
        Store.Time.Advance(TimeSpan.FromHours(3));
        gauges.Metrics.Observe();

        Assert.Equal([10_800], gauges.Metrics.Of("dixa.webhooks.backup.age"));
    }

    [Fact]
    public void Without_a_backup_the_age_is_that_of_the_process_if_nightly_ones_are_on()
    {
        using var gauges = new Gauges(Store, backups: "nightly");
        Store.Time.Advance(TimeSpan.FromHours(27));
        gauges.Metrics.Observe();

        Assert.Equal([97_200], gauges.Metrics.Of("dixa.webhooks.backup.age"));
    }

    /// <summary>The gauges of a store without a process around it.</summary>
    private sealed class Gauges : IDisposable
    {
        private readonly StoreSnapshotService _snapshots;
        private readonly ServiceProvider _checks = new ServiceCollection().AddLogging().AddHealthChecks().Services.BuildServiceProvider();

        public Gauges(TestStore store, bool names = false, string backups = "")
        {
            var time = store.Service<TimeProvider>();
            var readiness = new Readiness(_checks.GetRequiredService<HealthCheckService>(), time, NullLogger<Readiness>.Instance);
            _snapshots = new StoreSnapshotService(store.Make<StoreSnapshotReader>(), readiness, time, NullLogger<StoreSnapshotService>.Instance);
            Metrics = new CollectedMetrics(store.Service<IMeterFactory>());
            _ = new StoreGauges(store.Service<IMeterFactory>(), _snapshots, new BackupQueries(store.Service<StoreBackups>(), store.Service<BackupHistory>(), Options.Create(new BackupOptions { Folder = backups }), time), Options.Create(new MetricsOptions { WebhookNames = names }), time);
        }

        public CollectedMetrics Metrics { get; }

        public Task<TimeSpan?> RefreshAsync() => _snapshots.RefreshAsync(Cancel);

        public void Dispose()
        {
            Metrics.Dispose();
            _snapshots.Dispose();
            _checks.Dispose();
        }
    }
}
