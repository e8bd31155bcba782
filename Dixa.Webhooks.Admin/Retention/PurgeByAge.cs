using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Storage;
using Dixa.Webhooks.Admin.Storage.Reads;
using Dixa.Webhooks.Admin.Storage.Writes;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Retention;

/// <summary>Purges final deliveries, events that no delivery needs, and hourly statistics that are too old.</summary>
internal sealed class PurgeByAge(WebhooksDbContext context, RetentionRule rule, DateTimeOffset now, PacedWriter writer, Func<PurgedHistory, Task> purged)
{
    private CancellationToken Stopping => writer.Stopping;

    public async Task RunAsync()
    {
        foreach (var webhook in await context.Subscriptions.Select(webhook => webhook.Id).ToListAsync(Stopping))
        {
            await purged(new PurgedHistory(await PurgeDeliveriesAsync(webhook), 0, await PurgeHoursAsync(webhook)));
        }

        await purged(PurgedHistory.Nothing with { Events = await PurgeEventsAsync() });
    }

    private async Task<long> PurgeDeliveriesAsync(Guid webhook)
    {
        var count = 0L;
        await foreach (var (type, before) in PurgeableTypes.OfAsync(context, rule, webhook, now, Stopping))
        {
            await context.MarkPurgedAsync(await EventKeys.FirstFromAsync(context, before, Stopping) - 1, Stopping);
            count += await InBatchesAsync(size => writer.CommitAsync(new PurgeDeliveries(webhook, type, before, size)));
        }

        return count;
    }

    private async Task<long> InBatchesAsync(Func<int, Task<int>> purge)
    {
        for (var count = 0L; ;)
        {
            var size = writer.BatchSize;
            var removed = await purge(size);
            count += removed;
            if (removed < size)
            {
                return count;
            }
        }
    }

    /// <summary>Events have growing keys and were received about in their order, so the ones to purge are at the start of the table.</summary>
    private async Task<long> PurgeEventsAsync()
    {
        if (rule.PurgeEventsBefore(now) is not { } before || await context.Events.MinAsync(stored => (long?)stored.Id, Stopping) is not { } first)
        {
            return 0;
        }

        // Reads which events no delivery needs, so that the writer is not asked about all the keys that were purged long ago.
        var (count, after, last) = (0L, first - 1, await EventKeys.FirstFromAsync(context, before, Stopping) - 1);
        while (await LastUnneededAsync(after, last, before) is { } upTo)
        {
            count += await writer.CommitAsync(new PurgeEvents(after, upTo, before));
            after = upTo;
        }

        return count;
    }

    private async Task<int> PurgeHoursAsync(Guid webhook) =>
        rule.PurgeHoursBefore(now) is { } before && await context.Hours.AnyAsync(hour => hour.SubscriptionId == webhook && hour.Hour < before, Stopping)
            ? await writer.CommitAsync(new PurgeHours(webhook, before))
            : 0;

    /// <summary>The last key of the next batch of events that no delivery needs; null if there are none.</summary>
    private async Task<long?> LastUnneededAsync(long after, long last, DateTimeOffset before)
    {
        var batch = await context.Events
            .Where(stored => stored.Id > after && stored.Id <= last && stored.ReceivedAt < before)
            .WithoutDeliveries(context)
            .OrderBy(stored => stored.Id).Take(writer.BatchSize).Select(stored => stored.Id).ToListAsync(Stopping);
        return batch.Count == 0 ? null : batch[^1];
    }
}
