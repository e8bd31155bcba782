using System.Security.Cryptography;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Domain.Events;
using Dixa.Webhooks.Admin.Storage;
using Dixa.Webhooks.Admin.Storage.Writes;
using Dixa.Webhooks.Admin.Support;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Retention;

/// <summary>The oldest deliveries go while the store is larger than the limit.</summary>
public class PurgeBySizeTests : StoreTest
{
    private const int Kept = 5;
    private const int PayloadBytes = 1_000_000;
    private const long Limit = 100L << 20;

    protected override IReadOnlyDictionary<string, string?> Settings => new Dictionary<string, string?>
    {
        ["Retention:MaxSize"] = "100MB",
        ["Retention:KeepPerEventType"] = $"{Kept}",
    };

    [Fact]
    public async Task The_oldest_final_deliveries_go_until_the_store_is_small_enough()
    {
        var webhook = await Store.CreateWebhookAsync();
        await StoreAsync(webhook, 1, DeliveryState.Pending);
        await StoreAsync(webhook, 130, DeliveryState.Delivered);
        Store.Time.Advance(TimeSpan.FromDays(2));
        await AnalyzeAsync();

        var purged = await Store.Service<HistoryPurge>().RunAsync(Domain.Actor.System, Cancel);

        await AnalyzeAsync();
        var left = await LeftAsync();
        Assert.Equal(DeliveryState.Pending, left[0].State);
        Assert.Equal(left.Count, 131 - purged!.Deliveries);
        Assert.InRange(purged.Deliveries, 25, 60);
        Assert.Equal(left.Skip(1).Select(delivery => delivery.Id), Enumerable.Range(0, left.Count - 1).Select(i => left[^1].Id - left.Count + 2 + i));
        Assert.InRange(await UsedAsync(), 1, Limit);
        Assert.Equal(0, (await Store.Service<HistoryPurge>().RunAsync(Domain.Actor.System, Cancel))!.Deliveries);
    }

    [Fact]
    public async Task What_is_pending_or_among_the_newest_stays_although_the_store_is_too_large()
    {
        var webhook = await Store.CreateWebhookAsync();
        await StoreAsync(webhook, 105, DeliveryState.Pending);
        await StoreAsync(webhook, Kept, DeliveryState.Delivered);
        Store.Time.Advance(TimeSpan.FromDays(2));
        await AnalyzeAsync();

        await Store.Service<HistoryPurge>().RunAsync(Domain.Actor.System, Cancel);

        Assert.Equal(105 + Kept, (await LeftAsync()).Count);
        Assert.True(Assert.Single((await Store.Service<StorageQueries>().ReadAsync(Cancel)).Runs).StillTooLarge);
    }

    [Fact]
    public async Task What_is_less_than_a_day_old_stays_although_the_store_is_too_large()
    {
        var webhook = await Store.CreateWebhookAsync();
        await StoreAsync(webhook, 110, DeliveryState.Delivered);
        Store.Time.Advance(TimeSpan.FromHours(20));
        await AnalyzeAsync();
        Assert.InRange((await Store.Service<StorageQueries>().PreviewAsync(Cancel)).ExcessBytes, 1, Limit);

        Assert.Equal(PurgedHistory.Nothing, await Store.Service<HistoryPurge>().RunAsync(Domain.Actor.System, Cancel));

        Assert.Equal(110, (await LeftAsync()).Count);
    }

    /// <summary>Settings allow no limit this small, which makes the test fast.</summary>
    [Theory]
    [MemberData(nameof(RandomHistory.Seeds), MemberType = typeof(RandomHistory), DisableDiscoveryEnumeration = true)]
    public async Task Of_a_random_history_only_the_oldest_that_may_go_are_purged(int seed)
    {
        var random = new Random(seed);
        await RandomHistory.StoreAsync(Store, random, maxPadding: 60_000);
        await AnalyzeAsync();
        var (deliveries, events) = (await LeftAsync(), await EventsAsync());
        var dayAgo = Store.Time.GetUtcNow().AddDays(-1);
        var newest = deliveries.GroupBy(delivery => (delivery.SubscriptionId, delivery.EventType))
            .SelectMany(group => group.OrderByDescending(delivery => delivery.CreatedAt).Take(Kept)).Select(delivery => delivery.Id).ToHashSet();
        var purgeable = deliveries.Where(delivery => delivery.State is not DeliveryState.Pending && delivery.CreatedAt < dayAgo && !newest.Contains(delivery.Id)).ToList();
        var max = (long)(await UsedAsync() * (0.3 + (0.6 * random.NextDouble())));

        var stillTooLarge = await PurgeAsync(max);

        var (left, leftEvents) = ((await LeftAsync()).Select(delivery => delivery.Id).ToHashSet(), await EventsAsync());
        var purged = deliveries.Where(delivery => !left.Contains(delivery.Id)).ToList();
        Assert.NotEmpty(purged);
        Assert.Empty(purged.Except(purgeable));

        // The oldest go first: nothing that may go is older than something that went.
        var lastEvent = purged.Max(delivery => delivery.EventKey);
        Assert.All(purgeable.Where(delivery => delivery.EventKey <= lastEvent), delivery => Assert.DoesNotContain(delivery.Id, left));
        var needed = deliveries.Where(delivery => left.Contains(delivery.Id)).Select(delivery => delivery.EventKey).ToHashSet();
        Assert.All(events.Except(leftEvents), gone => Assert.DoesNotContain(gone.Id, needed));
        Assert.All(events.Except(leftEvents), gone => Assert.True(gone.ReceivedAt < dayAgo));
        if (Store.Provider is StorageProvider.Sqlite)
        {
            // PostgreSQL only estimates.
            Assert.Equal(stillTooLarge, await UsedAsync() > max);
            Assert.True(!stillTooLarge || purgeable.Count == purged.Count);
        }
    }

    /// <summary>Purges by size alone. Returns whether the store is still too large.</summary>
    private async Task<bool> PurgeAsync(long max)
    {
        await using var context = await Store.ContextAsync();
        var writer = new PacedWriter(Store.Service<GroupCommit>(), Store.Service<IntakeWriter>(), Store.Service<StoreDialect>(), TimeProvider.System, Cancel);
        var rule = new RetentionRule(MaxAge: null, Kept, StatisticsMaxAge: null) { MaxBytes = max };
        var purge = new PurgeBySize(context, Store.Service<StoreDialect>(), rule, Store.Time.GetUtcNow(), writer);
        await purge.RunAsync();
        return purge.StillTooLarge;
    }

    private async Task<List<(long Id, DateTimeOffset ReceivedAt)>> EventsAsync()
    {
        await using var context = await Store.ContextAsync();
        return [.. (await context.Events.AsNoTracking().Select(stored => new { stored.Id, stored.ReceivedAt }).ToListAsync(Cancel)).Select(stored => (stored.Id, stored.ReceivedAt))];
    }

    private async Task StoreAsync(Guid webhook, int count, DeliveryState state)
    {
        await using var context = await Store.ContextAsync();
        for (var i = 0; i < count; i++)
        {
            Store.Time.Advance(TimeSpan.FromSeconds(1));
            var stored = new StoredEvent { EventId = Guid.NewGuid(), EventType = "CONVERSATION_CREATED", ReceivedAt = Store.Time.GetUtcNow(), Payload = RandomNumberGenerator.GetBytes(PayloadBytes) };
            context.Events.Add(stored);
            await context.SaveChangesAsync(Cancel);
            context.Deliveries.Add(new Delivery
            {
                EventKey = stored.Id,
                SubscriptionId = webhook,
                EventType = stored.EventType,
                State = state,
                CreatedAt = stored.ReceivedAt,
                DueAt = stored.ReceivedAt.AddDays(1),
            });
            await context.SaveChangesAsync(Cancel);
            context.ChangeTracker.Clear();
        }
    }

    /// <summary>PostgreSQL counts its rows from time to time.</summary>
    private Task AnalyzeAsync() => Store.Provider is StorageProvider.PostgreSql ? Store.ExecuteAsync("VACUUM ANALYZE") : Task.CompletedTask;

    private async Task<List<Delivery>> LeftAsync()
    {
        await using var context = await Store.ContextAsync();
        return await context.Deliveries.AsNoTracking().OrderBy(delivery => delivery.Id).ToListAsync(Cancel);
    }

    private async Task<long> UsedAsync()
    {
        await using var context = await Store.ContextAsync();
        var size = await Store.Service<StoreDialect>().ReadSizeAsync(context, Cancel);
        return size.Bytes - size.FreeBytes;
    }
}

[OnPostgres]
public sealed class PurgeBySizeTestsOnPostgres : PurgeBySizeTests;
