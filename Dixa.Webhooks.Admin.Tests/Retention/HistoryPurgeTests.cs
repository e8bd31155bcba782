using System.Globalization;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Domain.Events;
using Dixa.Webhooks.Admin.Storage;
using Dixa.Webhooks.Admin.Storage.Tables;
using Dixa.Webhooks.Admin.Support;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Retention;

public class HistoryPurgeTests : StoreTest
{
    private const int Days = 30;
    protected const int Kept = 5;
    private const int StatisticsDays = 40;
    private const int PayloadDays = 10;

    protected override IReadOnlyDictionary<string, string?> Settings => new Dictionary<string, string?>
    {
        ["Retention:Days"] = $"{Days}",
        ["Retention:KeepPerEventType"] = $"{Kept}",
        ["Retention:StatisticsDays"] = $"{StatisticsDays}",
        ["Retention:PayloadDays"] = $"{PayloadDays}",
    };

    private protected HistoryPurge Purge => Store.Service<HistoryPurge>();

    private DateTimeOffset Oldest => Store.Time.GetUtcNow().AddDays(-Days);

    [Theory]
    [MemberData(nameof(RandomHistory.Seeds), MemberType = typeof(RandomHistory), DisableDiscoveryEnumeration = true)]
    public async Task Of_a_random_history_exactly_what_the_rule_allows_is_purged(int seed)
    {
        await RandomHistory.StoreAsync(Store, new Random(seed));
        var (deliveries, events) = await ReadAsync();
        var newest = deliveries.GroupBy(delivery => (delivery.SubscriptionId, delivery.EventType))
            .SelectMany(group => group.OrderByDescending(delivery => delivery.CreatedAt).Take(Kept)).Select(delivery => delivery.Id).ToHashSet();
        var kept = deliveries.Where(delivery => delivery.State is DeliveryState.Pending || delivery.CreatedAt >= Oldest || newest.Contains(delivery.Id)).ToList();
        var needed = kept.Select(delivery => delivery.EventKey).ToHashSet();
        var keptEvents = events.Where(stored => stored.ReceivedAt >= Oldest || needed.Contains(stored.Id)).Select(stored => stored.Id).ToList();
        Assert.InRange(kept.Count, 1, deliveries.Count - 1);
        Assert.InRange(keptEvents.Count, 1, events.Count - 1);

        var purged = await Purge.RunAsync(Domain.Actor.System, Cancel);

        var (left, leftEvents) = await ReadAsync();
        Assert.Equal(kept.Select(delivery => delivery.Id).Order(), left.Select(delivery => delivery.Id).Order());
        Assert.Equal(keptEvents.Order(), leftEvents.Select(stored => stored.Id).Order());
        Assert.Equal((deliveries.Count - kept.Count, events.Count - keptEvents.Count), (purged!.Deliveries, purged.Events));
        var pending = kept.Where(delivery => delivery.State is DeliveryState.Pending).Select(delivery => delivery.EventKey).ToHashSet();
        var oldestPayload = Store.Time.GetUtcNow().AddDays(-PayloadDays);
        var sentAgain = kept.Where(delivery => delivery.CreatedAt >= oldestPayload).Select(delivery => delivery.EventKey).ToHashSet();
        var withoutPayload = leftEvents.Where(stored => stored.ReceivedAt < oldestPayload && !pending.Contains(stored.Id) && !sentAgain.Contains(stored.Id)).Select(stored => stored.Id).ToHashSet();
        Assert.NotEmpty(withoutPayload);
        Assert.Equal(withoutPayload.Count, purged.Payloads);
        Assert.Equal(withoutPayload.Order(), leftEvents.Where(stored => stored is { Removal: ContentRemoval.Age, RemovedAt: not null }).Select(stored => stored.Id).Order());
        Assert.All(leftEvents, stored => Assert.Equal(withoutPayload.Contains(stored.Id) ? """{"data":{}}""" : RandomHistory.Content, System.Text.Encoding.UTF8.GetString(stored.Payload)));
        var responses = left.ToDictionary(delivery => delivery.Id, delivery => !withoutPayload.Contains(delivery.EventKey));
        await using var context = await Store.ContextAsync();
        var ids = left.Select(delivery => delivery.Id).ToHashSet();
        Assert.All(await context.Attempts.ToListAsync(Cancel), attempt =>
        {
            Assert.Contains(attempt.DeliveryId, ids);
            Assert.Equal(responses[attempt.DeliveryId], attempt is { ResponseBody: not null, ResponseHeaders: not null });
        });
        var subjects = await context.EventSubjects.ToListAsync(Cancel);
        Assert.Equal(
            leftEvents.SelectMany(stored => withoutPayload.Contains(stored.Id) ? [] : EventSubjects.OfPayload(stored.Payload).Select(subject => (subject.Value, stored.Id))).Order(),
            subjects.Select(row => (row.Subject, row.EventKey)).Order());
        Assert.Equal(PurgedHistory.Nothing, await Purge.RunAsync(Domain.Actor.System, Cancel));
    }

    [Fact]
    public async Task A_run_that_was_stopped_is_continued_by_the_next_one()
    {
        var webhook = await Store.CreateWebhookAsync();
        await StoreOldAsync(webhook, (2 * PurgePace.MaxBatchSize) + 300);
        await Store.RefuseAsync("events", $"OLD.id > {PurgePace.MaxBatchSize + 50}", change: "DELETE");
        await Assert.ThrowsAnyAsync<Exception>(() => Purge.RunAsync(Domain.Actor.System, Cancel));
        await Store.AcceptAsync("events");
        Assert.Equal(PurgePace.MaxBatchSize + 300, (await ReadAsync()).Events.Count);

        await Purge.RunAsync(Domain.Actor.System, Cancel);

        var (deliveries, events) = await ReadAsync();
        Assert.Equal((Kept, Kept), (deliveries.Count, events.Count));
    }

    [Fact]
    public async Task Which_events_may_have_lost_a_delivery_is_remembered()
    {
        var webhook = await Store.CreateWebhookAsync();
        await Purge.RunAsync(Domain.Actor.System, Cancel);
        Assert.Equal(0, await PurgedEventsAsync());

        await StoreOldAsync(webhook, Kept + 3);
        var events = (await ReadAsync()).Events.Select(stored => stored.Id).Order().ToList();
        await Purge.RunAsync(Domain.Actor.System, Cancel);

        Assert.Equal(events[2], await PurgedEventsAsync());
    }

    [Fact]
    public async Task Each_run_is_recorded_with_what_it_has_removed()
    {
        await StoreOldAsync(await Store.CreateWebhookAsync(), Kept + 3);
        var queries = Store.Service<StorageQueries>();
        Assert.Equal(new PurgePreview(new PurgedHistory(3, 0, 0) { Payloads = Kept + 3 }, 0), await queries.PreviewAsync(Cancel));

        await Purge.RunAsync(Actors.Administrator, Cancel);
        await Purge.RunAsync(Domain.Actor.System, Cancel);

        var report = await queries.ReadAsync(Cancel);
        Assert.Equal([(null, RetentionRunState.Finished, PurgedHistory.Nothing), ("Ada", RetentionRunState.Finished, new PurgedHistory(3, 3, 0) { Payloads = Kept })], report.Runs.Select(run => (run.ActorName, run.State, run.Purged)));
        Assert.False(report.IsRunning);
        if (Store.Provider is StorageProvider.Sqlite)
        {
            // PostgreSQL counts later.
            Assert.Equal(Kept, report.Tables.Single(table => table.Name == "deliveries").Rows);
        }

        Assert.InRange(report.Size.Bytes, 1, 1L << 30);
        Assert.Null(report.WeeklyGrowth);
        Assert.True((await queries.PreviewAsync(Cancel)).IsNothing);
    }

    [Fact]
    public async Task A_run_that_failed_is_shown_as_interrupted_and_recorded_with_what_it_has_removed()
    {
        await StoreOldAsync(await Store.CreateWebhookAsync(), 20);
        await Store.RefuseAsync("events", "OLD.id > 0", change: "DELETE");
        await Assert.ThrowsAnyAsync<Exception>(() => Purge.RunAsync(Actors.Administrator, Cancel));

        var run = Assert.Single((await Store.Service<StorageQueries>().ReadAsync(Cancel)).Runs);
        Assert.Equal((RetentionRunState.Interrupted, new PurgedHistory(20 - Kept, 0, 0)), (run.State, run.Purged));
        Assert.Equal(new Domain.Audit.Activity.HistoryPurged(20 - Kept, 0, 0, 0), (await Store.AuditedAsync())[0].Activity);
    }

    [Fact]
    public async Task Growth_is_measured_over_days()
    {
        var queries = Store.Service<StorageQueries>();
        await Purge.RunAsync(Domain.Actor.System, Cancel);
        for (var day = 1; day <= 8; day++)
        {
            Store.Time.Advance(TimeSpan.FromDays(1));
            await StoreEventsAsync(Store.Time.GetUtcNow(), count: 40, bytes: 10_000);
            await Purge.RunAsync(Domain.Actor.System, Cancel);
        }

        var growth = (await queries.ReadAsync(Cancel)).WeeklyGrowth;

        // PostgreSQL compresses and only estimates.
        Assert.InRange(growth ?? -1, Store.Provider is StorageProvider.Sqlite ? 300_000 : 0, 1_500_000);
    }

    [Fact]
    public async Task The_events_of_a_removed_webhook_stay_as_long_as_all_others()
    {
        var removed = await Store.CreateWebhookAsync();
        await StoreOldAsync(removed, 1);
        var kept = (await Store.DeliveryAsync(await Store.DeliveryAsync(removed, state: DeliveryState.Delivered))).EventKey;

        Assert.IsType<Subscriptions.SaveResult.Saved>(await Store.Changes.RemoveAsync(Actors.Administrator, removed, 1, Cancel));
        Assert.Equal(2, (await ReadAsync()).Events.Count);
        await Purge.RunAsync(Domain.Actor.System, Cancel);

        Assert.Equal([kept], (await ReadAsync()).Events.Select(stored => stored.Id));
    }

    [Fact]
    public async Task Old_hours_are_purged_and_newer_ones_stay()
    {
        var webhook = await Store.CreateWebhookAsync();
        var now = Store.Time.GetUtcNow();
        DateTimeOffset[] hours = [now.AddDays(-StatisticsDays).AddHours(-2), now.AddDays(-StatisticsDays).AddHours(-1), now.AddDays(-StatisticsDays), now.AddDays(-Days), now];
        await Store.StoreAsync([.. hours.Select(hour => new StoredHour { SubscriptionId = webhook, Hour = hour, Delivered = 1 })]);

        Assert.Equal(new PurgedHistory(0, 0, 2), await Purge.RunAsync(Domain.Actor.System, Cancel));

        await using var context = await Store.ContextAsync();
        Assert.Equal(hours[2..], await context.Hours.OrderBy(hour => hour.Hour).Select(hour => hour.Hour).ToListAsync(Cancel));
    }

    private async Task<(List<Delivery> Deliveries, List<StoredEvent> Events)> ReadAsync()
    {
        await using var context = await Store.ContextAsync();
        return (await context.Deliveries.AsNoTracking().ToListAsync(Cancel), await context.Events.AsNoTracking().ToListAsync(Cancel));
    }

    private protected async Task<IReadOnlyList<long>> StoreEventsAsync(DateTimeOffset at, int count, int bytes)
    {
        await using var context = await Store.ContextAsync();
        var events = Enumerable.Range(0, count).Select(_ => new StoredEvent
        {
            EventId = Guid.NewGuid(),
            EventType = RandomHistory.Types[0],
            ReceivedAt = at,
            Payload = System.Security.Cryptography.RandomNumberGenerator.GetBytes(bytes),
        }).ToList();
        context.Events.AddRange(events);
        await context.SaveChangesAsync(Cancel);
        return [.. events.Select(stored => stored.Id)];
    }

    private async Task<long> PurgedEventsAsync()
    {
        await using var context = await Store.ContextAsync();
        return await context.Identity.Select(store => store.PurgedEvents).SingleAsync(Cancel);
    }

    private protected async Task StoreOldAsync(Guid webhook, int count)
    {
        await using var context = await Store.ContextAsync();
        var events = Enumerable.Range(0, count).Select(number => new StoredEvent
        {
            EventId = Guid.NewGuid(),
            EventType = RandomHistory.Types[0],
            ReceivedAt = Oldest.AddDays(-1).AddSeconds(number),
            Payload = System.Text.Encoding.UTF8.GetBytes(number.ToString(CultureInfo.InvariantCulture)),
        }).ToList();
        context.Events.AddRange(events);
        await context.SaveChangesAsync(Cancel);
        context.Deliveries.AddRange(events.Select(stored => RandomHistory.Delivery(stored, webhook, DeliveryState.Delivered, stored.ReceivedAt)));
        await context.SaveChangesAsync(Cancel);
    }
}

[OnPostgres]
public sealed class HistoryPurgeTestsOnPostgres : HistoryPurgeTests
{
    [Fact]
    public async Task Only_one_of_several_processes_purges()
    {
        await StoreOldAsync(await Store.CreateWebhookAsync(), 20);

        await using (await Store.Service<StoreDialect>().TryAcquireLeadershipAsync(LeaderTask.Retention, Cancel))
        {
            Assert.Null(await Purge.RunAsync(Domain.Actor.System, Cancel));
        }

        Assert.Equal(20 - Kept, (await Purge.RunAsync(Domain.Actor.System, Cancel))!.Deliveries);
    }
}

/// <summary>Nothing is purged if the settings say so.</summary>
public sealed class KeepingEverythingTests : StoreTest
{
    protected override IReadOnlyDictionary<string, string?> Settings => new Dictionary<string, string?> { ["Retention:Days"] = "0", ["Retention:KeepPerEventType"] = "0" };

    [Fact]
    public async Task With_0_days_everything_stays()
    {
        var webhook = await Store.CreateWebhookAsync();
        var delivery = await Store.DeliveryAsync(webhook, state: DeliveryState.Delivered);
        Store.Time.Advance(TimeSpan.FromDays(10_000));

        Assert.Equal(PurgedHistory.Nothing, await Store.Service<HistoryPurge>().RunAsync(Domain.Actor.System, Cancel));

        Assert.Equal(delivery, (await Store.DeliveryAsync(delivery)).Id);
    }
}
