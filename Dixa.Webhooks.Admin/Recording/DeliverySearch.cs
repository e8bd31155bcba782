using System.Linq.Expressions;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Storage;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Recording;

/// <summary>Searches the deliveries of a webhook page by page, newest first. Each filter has an index in this order.</summary>
public sealed class DeliverySearch(IDbContextFactory<WebhooksDbContext> contexts)
{
    /// <summary>
    /// Up to this number, pending deliveries are read from the lane's due list and sorted, and an event type counts as rare. If there are more
    /// pending ones, the newest are usually a page soon.
    /// </summary>
    internal const int MaxFew = 20_000;

    public async Task<FoundDeliveries> FindAsync(Guid subscriptionId, DeliveryQuery query, CancellationToken cancel = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var candidates = (await CandidatesAsync(context, subscriptionId, query, cancel)).AsNoTracking().Where(delivery => delivery.SubscriptionId == subscriptionId);
        var found = Filter(candidates, query);
        if (query.Before is { } before)
        {
            var newer = await DeliveryRecords.ReadAsync(context, Newer(found, before).Take(query.Limit + 1), cancel);
            if (newer.Count > query.Limit)
            {
                // The extra row is the newest one.
                var whole = newer.Skip(1).ToList();
                return new FoundDeliveries(whole, Position(whole[^1]), Position(whole[0]));
            }
        }

        var rows = await DeliveryRecords.ReadAsync(context, Older(found, query.After).Take(query.Limit + 1), cancel);
        var shown = rows.Take(query.Limit).ToList();
        return new FoundDeliveries(
            shown,
            rows.Count > query.Limit ? Position(shown[^1]) : null,
            query.After is not null && shown is [var first, ..] ? Position(first) : null);
    }

    /// <summary>The current state of deliveries that are shown, in their order. One that has been removed since stays as it was.</summary>
    public async Task<IReadOnlyList<DeliveryRecord>> RefreshAsync(IReadOnlyList<DeliveryRecord> shown, CancellationToken cancel = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        long[] ids = [.. shown.Select(row => row.Delivery.Id)];
        var current = (await DeliveryRecords.ReadAsync(context, context.Deliveries.AsNoTracking().Where(delivery => ids.Contains(delivery.Id)), cancel)).ToDictionary(row => row.Delivery.Id);
        return [.. shown.Select(row => current.GetValueOrDefault(row.Delivery.Id, row))];
    }

    /// <summary>Counts the deliveries that match and are newer than one, up to <paramref name="max"/>.</summary>
    public async Task<int> CountNewerAsync(Guid subscriptionId, DeliveryQuery query, DeliveryRecord than, int max, CancellationToken cancel = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var candidates = (await CandidatesAsync(context, subscriptionId, query, cancel)).AsNoTracking().Where(delivery => delivery.SubscriptionId == subscriptionId);
        return await Newer(Filter(candidates, query), Position(than)).Take(max).CountAsync(cancel);
    }

    /// <summary>What a list shows next to each delivery of a page, by their keys.</summary>
    public async Task<IReadOnlyDictionary<long, DeliverySummary>> SummariesAsync(IReadOnlyCollection<long> page, CancellationToken cancel = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        return await DeliverySummary.ReadAsync(context, page, cancel);
    }

    /// <summary>Counts the deliveries that match, up to <paramref name="max"/>.</summary>
    internal async Task<int> CountAsync(Guid subscriptionId, DeliveryQuery query, int max, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var candidates = (await CandidatesAsync(context, subscriptionId, query, cancel)).AsNoTracking().Where(delivery => delivery.SubscriptionId == subscriptionId);

        // All have the same webhook, so the order costs nothing and does not decide which index is used.
        return await Filter(candidates, query).OrderBy(delivery => delivery.SubscriptionId).Take(max).CountAsync(cancel);
    }

    /// <summary>
    /// The webhooks that can have deliveries that match, each with a time at or after which none of them was created. One query, so that a search over
    /// many webhooks reads only those that it shows.
    /// </summary>
    internal async Task<List<(Guid Webhook, DateTimeOffset Until)>> NewestAsync(IReadOnlyList<Guid> webhooks, DeliveryQuery query, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var (from, before) = (query.Since ?? DateTimeOffset.MinValue, query.Until ?? DateTimeOffset.MaxValue);
        before = query.After is { } after && after.CreatedAt < before ? after.CreatedAt.AddTicks(1) : before;
        var candidates = context.Subscriptions.IgnoreAutoIncludes().Where(webhook => webhooks.Contains(webhook.Id));
        if (query.State is DeliveryState.Pending)
        {
            // The due list has no order by creation.
            var ids = await candidates.Where(webhook => context.Deliveries.Any(delivery => delivery.SubscriptionId == webhook.Id && delivery.State == DeliveryState.Pending))
                .Select(webhook => webhook.Id).ToListAsync(cancel);
            return [.. ids.Select(id => (id, before))];
        }

        var matches = StateAndType(query);
        var newest = await candidates
            .Select(webhook => new
            {
                webhook.Id,
                At = context.Deliveries.Where(delivery => delivery.SubscriptionId == webhook.Id).Where(matches).Where(delivery => delivery.CreatedAt >= from && delivery.CreatedAt < before)
                    .OrderByDescending(delivery => delivery.CreatedAt).Select(delivery => (DateTimeOffset?)delivery.CreatedAt).FirstOrDefault(),
            })
            .ToListAsync(cancel);
        return [.. newest.Where(one => one.At is not null).Select(one => (one.Id, one.At!.Value.AddTicks(1)))];
    }

    /// <summary>Null if the delivery does not exist or belongs to another webhook.</summary>
    public async Task<DeliveryDetails?> DetailsAsync(Guid subscriptionId, long deliveryId, CancellationToken cancel = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var found = context.Deliveries.AsNoTracking().Where(delivery => delivery.Id == deliveryId && delivery.SubscriptionId == subscriptionId);
        if (await DeliveryRecords.ReadAsync(context, found, cancel) is not [var record])
        {
            return null;
        }

        var attempts = await context.Attempts.AsNoTracking().Where(attempt => attempt.DeliveryId == deliveryId).OrderBy(attempt => attempt.Number).ToListAsync(cancel);
        var payload = await context.Events.AsNoTracking().Where(stored => stored.Id == record.Delivery.EventKey).Select(stored => stored.Payload).FirstOrDefaultAsync(cancel);
        return payload is null ? null : new DeliveryDetails(record, attempts, payload);
    }

    private static DeliveryPosition Position(DeliveryRecord row) => new(row.Delivery.CreatedAt, row.Delivery.Id);

    // The index can seek the first comparison; the second one makes the result exact.
    private static IQueryable<Delivery> Older(IQueryable<Delivery> deliveries, DeliveryPosition? after) =>
        (after is var (createdAt, last)
            ? deliveries.Where(delivery => delivery.CreatedAt <= createdAt && (delivery.CreatedAt < createdAt || delivery.Id < last))
            : deliveries)
        .OrderByDescending(delivery => delivery.CreatedAt).ThenByDescending(delivery => delivery.Id);

    private static IQueryable<Delivery> Newer(IQueryable<Delivery> deliveries, DeliveryPosition before)
    {
        var (createdAt, first) = before;
        return deliveries.Where(delivery => delivery.CreatedAt >= createdAt && (delivery.CreatedAt > createdAt || delivery.Id > first))
            .OrderBy(delivery => delivery.CreatedAt).ThenBy(delivery => delivery.Id);
    }

    /// <summary>
    /// Where to search. The databases prefer an index in the order of the list. For an event, and for a few pending deliveries in a long history,
    /// that index would be read from one end to the other. The limit keeps the databases from using it.
    /// </summary>
    private static async Task<IQueryable<Delivery>> CandidatesAsync(WebhooksDbContext context, Guid subscriptionId, DeliveryQuery query, CancellationToken cancel)
    {
        if (query.EventId is { } eventId)
        {
            var key = await context.Events.Where(stored => stored.EventId == eventId).Select(stored => stored.Id).FirstOrDefaultAsync(cancel);
            return context.Deliveries.FromSql($"SELECT * FROM deliveries WHERE event_key = {key} LIMIT {int.MaxValue}");
        }

        if (query is { State: DeliveryState.Pending, DeliveryId: null })
        {
            var pending = context.Deliveries.Where(delivery => delivery.SubscriptionId == subscriptionId && delivery.State == DeliveryState.Pending);
            if (await pending.OrderBy(delivery => delivery.DueAt).Take(MaxFew + 1).CountAsync(cancel) <= MaxFew)
            {
                return pending.OrderBy(delivery => delivery.DueAt).Take(MaxFew);
            }
        }

        return context.Deliveries;
    }

    private static IQueryable<Delivery> Filter(IQueryable<Delivery> deliveries, DeliveryQuery query)
    {
        deliveries = deliveries.Where(StateAndType(query));
        if (query.Since is { } since)
        {
            deliveries = deliveries.Where(delivery => delivery.CreatedAt >= since);
        }

        if (query.Until is { } until)
        {
            deliveries = deliveries.Where(delivery => delivery.CreatedAt < until);
        }

        if (query.DeliveryId is { } id)
        {
            deliveries = deliveries.Where(delivery => delivery.Id == id);
        }

        return deliveries;
    }

    /// <summary>
    /// The state must be a constant and repeat the conditions of the partial indexes; otherwise they are not used. For pending deliveries the
    /// condition differs from that of the due list, which has another order. Nearly all deliveries are delivered, so those of a type are found by their
    /// type; what failed or was cancelled has an index of both.
    /// </summary>
    private static Expression<Func<Delivery, bool>> StateAndType(DeliveryQuery query)
    {
        var type = query.EventType;
        return (query.State, type) switch
        {
            (null, null) => delivery => true,
            (null, _) => delivery => delivery.EventType == type,
            (DeliveryState.Pending, null) => delivery => delivery.State < DeliveryState.Delivered,
            (DeliveryState.Pending, _) => delivery => delivery.State < DeliveryState.Delivered && delivery.EventType == type,
            ({ } state, null) => delivery => delivery.State == EF.Constant(state) && delivery.State != DeliveryState.Pending,
            (DeliveryState.Delivered, _) => delivery => delivery.EventType == type && delivery.State == EF.Constant(DeliveryState.Delivered),
            ({ } state, _) => delivery => delivery.EventType == type && delivery.State == EF.Constant(state) && delivery.State > DeliveryState.Delivered,
        };
    }
}
