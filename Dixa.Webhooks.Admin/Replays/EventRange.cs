using Dixa.Webhooks.Admin.Domain.Replays;
using Dixa.Webhooks.Admin.Storage;
using Dixa.Webhooks.Admin.Storage.Reads;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Replays;

/// <summary>
/// A time span as a range of keys. Keys grow and events are received about in their order, and a range of keys stays the same while new events are
/// received: what was counted is what is sent.
/// </summary>
/// <param name="After">The range starts after this key.</param>
/// <param name="Last">The range ends with this key.</param>
internal sealed record EventRange(long After, long Last)
{
    public static async Task<EventRange> OfAsync(WebhooksDbContext context, ReplayPlan plan, CancellationToken cancel)
    {
        var purged = await PurgedAsync(context, cancel);
        if (plan.EventId is { } eventId)
        {
            var key = await context.Events.Where(stored => stored.EventId == eventId).Select(stored => stored.Id).SingleOrDefaultAsync(cancel);
            return new EventRange(Math.Max(key - 1, purged), key);
        }

        var after = await EventKeys.FirstFromAsync(context, plan.Since, cancel) - 1;
        var last = plan.Until is { } until
            ? await EventKeys.FirstFromAsync(context, until, cancel) - 1
            : await context.Events.MaxAsync(stored => (long?)stored.Id, cancel) ?? 0;
        return new EventRange(Math.Max(after, purged), last);
    }

    /// <summary>Deliveries of events up to this key may have been purged, so nobody knows whether a webhook missed them.</summary>
    public static Task<long> PurgedAsync(WebhooksDbContext context, CancellationToken cancel) => context.Identity.Select(store => store.PurgedEvents).SingleAsync(cancel);
}
