using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Domain.Events;
using Dixa.Webhooks.Admin.Storage;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Recording.Finding;

/// <summary>The deliveries of the events that the index of subjects has for a term, and of the event with this id.</summary>
/// <param name="subjects">What the events are about.</param>
/// <param name="eventKey">The key of an event; null for none.</param>
/// <param name="query">The filters.</param>
internal sealed class EventSource(IReadOnlyList<SubjectKey> subjects, long? eventKey, FindQuery query) : FindSource
{
    /// <summary>Most events have a delivery for each of a few webhooks.</summary>
    private const int MaxKeys = 500;

    public override FindOrder Order => FindOrder.Event;

    public override async Task<FoundBatch> ReadAsync(WebhooksDbContext context, FindPosition? after, int count, CancellationToken cancel)
    {
        var keys = await KeysAsync(context, subjects, eventKey, after?.Order ?? long.MaxValue, Math.Min(count, MaxKeys), cancel);
        if (keys.Count == 0)
        {
            return new FoundBatch([], null);
        }

        var deliveries = Filtered(context).Where(delivery => keys.Contains(delivery.EventKey));
        if (after is var (_, key, id))
        {
            deliveries = deliveries.Where(delivery => delivery.EventKey != key || delivery.Id < id);
        }

        var rows = await DeliveryRecords.ReadAsync(context, deliveries, cancel);
        rows.Sort((left, right) => (right.Delivery.EventKey, right.Delivery.Id).CompareTo((left.Delivery.EventKey, left.Delivery.Id)));
        return new FoundBatch(rows, keys.Count < Math.Min(count, MaxKeys) ? null : new FindPosition(FindOrder.Event, keys[^1], 0));
    }

    public override async Task<long?> CountAsync(WebhooksDbContext context, int max, CancellationToken cancel)
    {
        var keys = await KeysAsync(context, subjects, eventKey, long.MaxValue, max, cancel);
        if (keys.Count == max)
        {
            return null;
        }

        var count = 0L;
        foreach (var some in keys.Chunk(MaxKeys))
        {
            count += await Filtered(context).Where(delivery => some.Contains(delivery.EventKey)).LongCountAsync(cancel);
        }

        return count;
    }

    /// <summary>The keys of events up to one, newest first. Each subject is read in the order of the index.</summary>
    public static async Task<List<long>> KeysAsync(WebhooksDbContext context, IReadOnlyList<SubjectKey> subjects, long? eventKey, long upTo, int count, CancellationToken cancel)
    {
        var keys = new SortedSet<long>(eventKey <= upTo ? [eventKey.Value] : []);
        foreach (var subject in subjects.Select(subject => subject.Value))
        {
            keys.UnionWith(await context.EventSubjects.Where(row => row.Subject == subject && row.EventKey <= upTo)
                .OrderByDescending(row => row.EventKey).Take(count).Select(row => row.EventKey).ToListAsync(cancel));
        }

        return [.. keys.Reverse().Take(count)];
    }

    private IQueryable<Delivery> Filtered(WebhooksDbContext context)
    {
        var deliveries = context.Deliveries.AsNoTracking();
        deliveries = query.WebhookId is { } webhook ? deliveries.Where(delivery => delivery.SubscriptionId == webhook) : deliveries;
        deliveries = query.EventType is { } type ? deliveries.Where(delivery => delivery.EventType == type) : deliveries;
        deliveries = query.State is { } state ? deliveries.Where(delivery => delivery.State == state) : deliveries;
        deliveries = query.Since is { } since ? deliveries.Where(delivery => delivery.CreatedAt >= since) : deliveries;
        return query.Until is { } until ? deliveries.Where(delivery => delivery.CreatedAt < until) : deliveries;
    }
}
