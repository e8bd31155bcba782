using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Storage;
using Dixa.Webhooks.Admin.Storage.Reads;
using Dixa.Webhooks.Admin.Storage.Writes;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Retention;

/// <summary>
/// Purges the oldest events with their final deliveries while the store is too large. The newest deliveries of each event type stay, and so does what
/// is pending.
/// </summary>
internal sealed class PurgeBySize(WebhooksDbContext context, StoreDialect dialect, RetentionRule rule, DateTimeOffset now, PacedWriter writer)
{
    private readonly Dictionary<(Guid Webhook, string Type), DateTimeOffset?> _oldestKept = [];

    private DateTimeOffset Newest => rule.PurgeBySizeBefore(now);

    private CancellationToken Stopping => writer.Stopping;

    /// <summary>Whether the store is still too large, because what is left may not be purged.</summary>
    public bool StillTooLarge { get; private set; }

    public async Task<PurgedHistory> RunAsync()
    {
        var purged = PurgedHistory.Nothing;
        if (rule.MaxBytes is null)
        {
            return purged;
        }

        // The size of an event is an average, so the size is measured again until it no longer changes.
        for (var (used, previous) = (await UsedAsync(), long.MaxValue); rule.ExcessBytes(used) > 0; (previous, used) = (used, await UsedAsync()))
        {
            var removed = used < previous ? await PurgeAsync(used) : PurgedHistory.Nothing;
            purged += removed;
            if (removed.Rows == 0)
            {
                StillTooLarge = used < previous;
                break;
            }
        }

        return purged;
    }

    private async Task<long> UsedAsync()
    {
        var size = await dialect.ReadSizeAsync(context, Stopping);
        return size.Bytes - size.FreeBytes;
    }

    private async Task<PurgedHistory> PurgeAsync(long used)
    {
        var bytesPerEvent = Math.Max(1, used / Math.Max(1, await context.Events.LongCountAsync(Stopping)));
        var (purged, after, excess) = (PurgedHistory.Nothing, 0L, rule.ExcessBytes(used));
        while (excess > purged.Events * bytesPerEvent && await NextAsync(after, 1 + ((excess - (purged.Events * bytesPerEvent)) / bytesPerEvent)) is { Count: > 0 } keys)
        {
            var deliveries = await PurgeDeliveriesAsync(after, keys[^1]);
            purged += new PurgedHistory(deliveries, await PurgeEventsAsync(after, keys[^1]), 0);
            after = keys[^1];
        }

        return purged;
    }

    /// <summary>The writer is only asked if there is something to purge.</summary>
    private async Task<int> PurgeEventsAsync(long after, long upTo) =>
        await context.Events.Where(stored => stored.Id > after && stored.Id <= upTo).WithoutDeliveries(context).AnyAsync(Stopping)
            ? await writer.CommitAsync(new PurgeEvents(after, upTo, Newest))
            : 0;

    private Task<List<long>> NextAsync(long after, long needed) =>
        context.Events.Where(stored => stored.Id > after && stored.ReceivedAt < Newest).OrderBy(stored => stored.Id).Take((int)Math.Min(writer.BatchSize, needed)).Select(stored => stored.Id).ToListAsync(Stopping);

    private async Task<long> PurgeDeliveriesAsync(long after, long upTo)
    {
        var final = await context.Deliveries
            .Where(delivery => delivery.EventKey > after && delivery.EventKey <= upTo && delivery.State != DeliveryState.Pending && delivery.CreatedAt < Newest)
            .Select(delivery => new { delivery.Id, delivery.SubscriptionId, delivery.EventType, delivery.CreatedAt })
            .ToListAsync(Stopping);
        var count = 0L;
        foreach (var ofWebhook in final.GroupBy(delivery => delivery.SubscriptionId))
        {
            List<long> keys = [];
            foreach (var delivery in ofWebhook)
            {
                if (await MayGoAsync(delivery.SubscriptionId, delivery.EventType, delivery.CreatedAt))
                {
                    keys.Add(delivery.Id);
                }
            }

            if (keys.Count > 0)
            {
                await context.MarkPurgedAsync(upTo, Stopping);
                count += await writer.CommitAsync(new PurgeListed(ofWebhook.Key, keys));
            }
        }

        return count;
    }

    /// <summary>A delivery that is newer than the oldest one that stays, stays too. What arrives during the run is newer.</summary>
    private async Task<bool> MayGoAsync(Guid webhook, string type, DateTimeOffset createdAt)
    {
        if (rule.KeepPerEventType == 0)
        {
            return true;
        }

        if (!_oldestKept.TryGetValue((webhook, type), out var oldest))
        {
            _oldestKept.Add((webhook, type), oldest = await PurgeableTypes.OldestKeptAsync(context, rule, webhook, type, Stopping));
        }

        return createdAt < oldest;
    }
}
