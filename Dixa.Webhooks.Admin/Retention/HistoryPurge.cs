using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Storage;
using Dixa.Webhooks.Admin.Storage.Failures;
using Dixa.Webhooks.Admin.Storage.Writes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Dixa.Webhooks.Admin.Retention;

/// <summary>
/// Purges what is older than <see cref="RetentionOptions"/> allow: final deliveries, events that no delivery needs, and hourly statistics. It works
/// in small batches through the store's writer, so it can be killed at any time, and the next run continues.
/// </summary>
public sealed partial class HistoryPurge(
    IDbContextFactory<WebhooksDbContext> contexts, GroupCommit store, StoreDialect dialect, IOptions<RetentionOptions> options, TimeProvider time, ILogger<HistoryPurge> logger)
{
    private readonly RetentionRule _rule = options.Value.Rule;

    /// <summary>1 during a run.</summary>
    private int _running;

    /// <summary>Purges once. Returns null if a run is in progress in this or another process.</summary>
    /// <exception cref="StoreUnavailableException">The store cannot write now. What is purged so far stays purged.</exception>
    public async Task<PurgedHistory?> RunAsync(CancellationToken stopping)
    {
        if (Interlocked.Exchange(ref _running, 1) == 1)
        {
            return null;
        }

        try
        {
            await using var lead = await dialect.TryAcquireLeadershipAsync(LeaderTask.Retention, stopping);
            return lead is null ? null : await PurgeAsync(stopping);
        }
        finally
        {
            Volatile.Write(ref _running, 0);
        }
    }

    private async Task<PurgedHistory> PurgeAsync(CancellationToken stopping)
    {
        var (start, now, pace) = (time.GetTimestamp(), time.GetUtcNow(), new PurgePace());
        await using var context = await contexts.CreateDbContextAsync(stopping);
        var purged = PurgedHistory.Nothing;
        foreach (var webhook in await context.Subscriptions.Select(webhook => webhook.Id).ToListAsync(stopping))
        {
            purged = purged with
            {
                Deliveries = purged.Deliveries + await PurgeDeliveriesAsync(context, webhook, now, pace, stopping),
                Hours = purged.Hours + await PurgeHoursAsync(context, webhook, now, pace, stopping),
            };
        }

        purged = purged with { Events = await PurgeEventsAsync(context, now, new PurgePace(), stopping) };
        if (purged != PurgedHistory.Nothing)
        {
            Log.Purged(logger, purged.Deliveries, purged.Events, purged.Hours, time.GetElapsedTime(start).TotalSeconds);
        }

        return purged;
    }

    private async Task<long> PurgeDeliveriesAsync(WebhooksDbContext context, Guid webhook, DateTimeOffset now, PurgePace pace, CancellationToken stopping)
    {
        var count = 0L;
        for (var type = await NextTypeAsync(context, webhook, after: "", stopping); type is not null; type = await NextTypeAsync(context, webhook, type, stopping))
        {
            if (_rule.PurgeDeliveriesBefore(now, await OldestKeptAsync(context, webhook, type, stopping)) is { } before
                && await context.Deliveries.AnyAsync(delivery => delivery.SubscriptionId == webhook && delivery.EventType == type && delivery.CreatedAt < before && delivery.State != DeliveryState.Pending, stopping))
            {
                count += await InBatchesAsync(pace, size => store.CommitAsync(new PurgeDeliveries(webhook, type, before, size)), stopping);
            }
        }

        return count;
    }

    private async Task<long> InBatchesAsync(PurgePace pace, Func<int, Task<int>> purge, CancellationToken stopping)
    {
        for (var count = 0L; ;)
        {
            var size = pace.BatchSize;
            var purged = await PacedAsync(pace, () => purge(size), stopping);
            count += purged;
            if (purged < size)
            {
                return count;
            }
        }
    }

    /// <summary>Events have growing keys and were received about in their order, so the ones to purge are at the start of the table.</summary>
    private async Task<long> PurgeEventsAsync(WebhooksDbContext context, DateTimeOffset now, PurgePace pace, CancellationToken stopping)
    {
        if (_rule.PurgeEventsBefore(now) is not { } before || await context.Events.MinAsync(stored => (long?)stored.Id, stopping) is not { } first)
        {
            return 0;
        }

        // Reads which events no delivery needs, so that the writer is not asked about all the keys that were purged long ago.
        var (count, after, last) = (0L, first - 1, await FirstKeyFromAsync(context, before, stopping) - 1);
        while (await LastUnneededAsync(context, after, last, before, pace.BatchSize, stopping) is { } upTo)
        {
            var range = new PurgeEvents(after, upTo, before);
            count += await PacedAsync(pace, () => store.CommitAsync(range), stopping);
            after = upTo;
        }

        return count;
    }

    private async Task<int> PurgeHoursAsync(WebhooksDbContext context, Guid webhook, DateTimeOffset now, PurgePace pace, CancellationToken stopping) =>
        _rule.PurgeHoursBefore(now) is { } before && await context.Hours.AnyAsync(hour => hour.SubscriptionId == webhook && hour.Hour < before, stopping)
            ? await PacedAsync(pace, () => store.CommitAsync(new PurgeHours(webhook, before)), stopping)
            : 0;

    /// <summary>The last key of the next batch of events that no delivery needs; null if there are none.</summary>
    private static async Task<long?> LastUnneededAsync(WebhooksDbContext context, long after, long last, DateTimeOffset before, int size, CancellationToken cancel)
    {
        var batch = await context.Events
            .Where(stored => stored.Id > after && stored.Id <= last && stored.ReceivedAt < before && !context.Deliveries.Any(delivery => delivery.EventKey == stored.Id))
            .OrderBy(stored => stored.Id).Take(size).Select(stored => stored.Id).ToListAsync(cancel);
        return batch.Count == 0 ? null : batch[^1];
    }

    private async Task<int> PacedAsync(PurgePace pace, Func<Task<int>> purge, CancellationToken stopping)
    {
        var (start, before) = (time.GetTimestamp(), store.Committed);
        var purged = await purge();
        var took = time.GetElapsedTime(start);
        var pause = pace.After(took, othersWrite: store.Committed - before > 1);
        await Task.Delay(pause, time, stopping);
        return purged;
    }

    /// <summary>The next event type of a webhook's deliveries in the order of their index, so that the index need not be read from one end to the other.</summary>
    private static async Task<string?> NextTypeAsync(WebhooksDbContext context, Guid webhook, string after, CancellationToken cancel) => await context.Deliveries
        .Where(delivery => delivery.SubscriptionId == webhook && string.Compare(delivery.EventType, after) > 0)
        .OrderBy(delivery => delivery.EventType).Select(delivery => delivery.EventType).FirstOrDefaultAsync(cancel);

    private async Task<DateTimeOffset?> OldestKeptAsync(WebhooksDbContext context, Guid webhook, string type, CancellationToken cancel) => _rule.KeepPerEventType == 0
        ? null
        : await context.Deliveries.Where(delivery => delivery.SubscriptionId == webhook && delivery.EventType == type)
            .OrderByDescending(delivery => delivery.CreatedAt).Skip(_rule.KeepPerEventType - 1).Select(delivery => (DateTimeOffset?)delivery.CreatedAt).FirstOrDefaultAsync(cancel);

    /// <summary>The key of the first event that was received at or after a time, or the key after the last event. A binary search, since there is no index.</summary>
    private static async Task<long> FirstKeyFromAsync(WebhooksDbContext context, DateTimeOffset from, CancellationToken cancel)
    {
        var (low, high) = (0L, await context.Events.MaxAsync(stored => stored.Id, cancel) + 1);
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            var probe = await context.Events.Where(stored => stored.Id >= middle).OrderBy(stored => stored.Id).Select(stored => new { stored.Id, stored.ReceivedAt }).FirstOrDefaultAsync(cancel);
            if (probe is null || probe.ReceivedAt >= from)
            {
                high = middle;
            }
            else
            {
                low = probe.Id + 1;
            }
        }

        return low;
    }

    private static partial class Log
    {
        [LoggerMessage(1850, LogLevel.Information, "Purged {Deliveries} deliveries, {Events} events and {Hours} hours of statistics in {Seconds:0.0} s")]
        public static partial void Purged(ILogger logger, long deliveries, long events, long hours, double seconds);
    }
}
