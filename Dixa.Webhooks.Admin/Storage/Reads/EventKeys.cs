using Dixa.Webhooks.Admin.Domain.Events;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Storage.Reads;

/// <summary>Finds events by time. There is no index by time, but keys grow, and events are received about in the order of their keys.</summary>
internal static class EventKeys
{
    /// <summary>Those of the events that no delivery needs.</summary>
    public static IQueryable<StoredEvent> WithoutDeliveries(this IQueryable<StoredEvent> events, WebhooksDbContext context) =>
        events.Where(stored => !context.Deliveries.Any(delivery => delivery.EventKey == stored.Id));

    /// <summary>The key of the first event that was received at or after a time, or the key after the last event. A binary search.</summary>
    public static async Task<long> FirstFromAsync(WebhooksDbContext context, DateTimeOffset from, CancellationToken cancel)
    {
        var (low, high) = (0L, (await context.Events.MaxAsync(stored => (long?)stored.Id, cancel) ?? 0) + 1);
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
}
