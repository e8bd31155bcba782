using System.Security.Cryptography;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Domain.Events;
using Dixa.Webhooks.Admin.Storage;
using Dixa.Webhooks.Admin.Support;

namespace Dixa.Webhooks.Admin.Retention;

/// <summary>A test with days of steady load.</summary>
public abstract class SteadyLoadTest : StoreTest
{
    protected const int Days = 4;
    private const int EventsPerDay = 300;

    protected override IReadOnlyDictionary<string, string?> Settings => new Dictionary<string, string?> { ["Retention:Days"] = $"{Days}", ["Retention:KeepPerEventType"] = "0" };

    protected async Task StoreDayAsync(Guid webhook)
    {
        for (var part = 0; part < 6; part++)
        {
            Store.Time.Advance(TimeSpan.FromHours(4));
            var now = Store.Time.GetUtcNow();
            await using var context = await Store.ContextAsync();
            var events = Enumerable.Range(0, EventsPerDay / 6).Select(_ => new StoredEvent { EventId = Guid.NewGuid(), EventType = "CONVERSATION_CREATED", ReceivedAt = now, Payload = RandomNumberGenerator.GetBytes(900) }).ToList();
            context.Events.AddRange(events);
            await context.SaveChangesAsync(Cancel);
            var deliveries = events.Select(stored => new Delivery { EventKey = stored.Id, SubscriptionId = webhook, EventType = stored.EventType, State = DeliveryState.Delivered, CreatedAt = now, DueAt = now }).ToList();
            context.Deliveries.AddRange(deliveries);
            await context.SaveChangesAsync(Cancel);
            context.Attempts.AddRange(deliveries.Select(delivery => new DeliveryAttempt
            {
                DeliveryId = delivery.Id,
                SubscriptionId = webhook,
                Number = 1,
                StartedAt = now,
                StatusCode = 200,
                Succeeded = true,
                RequestHeaders = new byte[100],
                ResponseHeaders = new byte[150],
                ResponseBody = new byte[200],
            }));
            await context.SaveChangesAsync(Cancel);
        }
    }

    protected async Task<long> SizeAsync()
    {
        await using var context = await Store.ContextAsync();
        return Store.Provider is StorageProvider.Sqlite
            ? (await Store.Service<StoreDialect>().ReadSizeAsync(context, Cancel)).Bytes
            : (await Store.Service<StoreDialect>().ReadTableSizesAsync(context, Cancel)).Sum(table => table.Bytes);
    }
}

/// <summary>Under a steady load the store stops growing: the space of purged rows is used again.</summary>
public class SteadySizeTests : SteadyLoadTest
{
    [Fact]
    public async Task Over_three_retention_periods_the_size_stays_within_10_percent()
    {
        var webhook = await Store.CreateWebhookAsync();
        var sizes = new List<long>();
        for (var day = 1; day <= 5 * Days; day++)
        {
            await StoreDayAsync(webhook);
            await Store.Service<HistoryPurge>().RunAsync(Domain.Actor.System, Cancel);
            await VacuumAsync();
            if (day > 2 * Days)
            {
                sizes.Add(await SizeAsync());
            }
        }

        Assert.Equal(3 * Days, sizes.Count);
        Assert.InRange(sizes.Max() / (double)sizes[0], 0.9, 1.1);
        Assert.InRange(sizes.Min() / (double)sizes[0], 0.9, 1.1);
    }

    /// <summary>What autovacuum does from time to time.</summary>
    private Task VacuumAsync() => Store.Provider is StorageProvider.PostgreSql ? Store.ExecuteAsync("VACUUM events, deliveries, attempts") : Task.CompletedTask;
}

[OnPostgres]
public sealed class SteadySizeTestsOnPostgres : SteadySizeTests;

/// <summary>PostgreSQL keeps the space for new rows.</summary>
public sealed class SmallerFileTests : SteadyLoadTest
{
    [Fact]
    public async Task After_a_large_part_was_purged_the_file_gets_smaller()
    {
        var webhook = await Store.CreateWebhookAsync();
        for (var day = 0; day < Days; day++)
        {
            await StoreDayAsync(webhook);
        }

        var full = await SizeAsync();
        Store.Time.Advance(TimeSpan.FromDays(Days));

        await Store.Service<HistoryPurge>().RunAsync(Domain.Actor.System, Cancel);

        Assert.InRange(await SizeAsync(), 1, full / 2);
    }
}
