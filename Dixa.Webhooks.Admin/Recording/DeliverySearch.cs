using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Storage;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Recording;

/// <summary>Looks for deliveries of a webhook, a page at a time, newest first. Each filter has an index that serves it in this order.</summary>
public sealed class DeliverySearch(IDbContextFactory<WebhooksDbContext> contexts)
{
    public async Task<DeliveryPage> FindAsync(Guid subscriptionId, DeliveryQuery query, CancellationToken cancel = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var page = Filter(context, context.Deliveries.AsNoTracking().Where(delivery => delivery.SubscriptionId == subscriptionId), query)
            .OrderByDescending(delivery => delivery.CreatedAt).ThenByDescending(delivery => delivery.Id)
            .Take(query.Limit + 1);
        var rows = await page
            .Join(context.Events, delivery => delivery.EventKey, stored => stored.Id, (delivery, stored) => new { delivery, stored.EventId })
            .OrderByDescending(row => row.delivery.CreatedAt).ThenByDescending(row => row.delivery.Id)
            .ToListAsync(cancel);
        var shown = rows.Take(query.Limit).Select(row => new DeliveryRecord(row.delivery, row.EventId)).ToList();
        return new DeliveryPage(shown, rows.Count > query.Limit ? new DeliveryPosition(shown[^1].Delivery.CreatedAt, shown[^1].Delivery.Id) : null);
    }

    /// <summary>One delivery; null when it is gone or is another webhook's.</summary>
    public async Task<DeliveryDetails?> DetailsAsync(Guid subscriptionId, long deliveryId, CancellationToken cancel = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var found = await context.Deliveries.AsNoTracking()
            .Where(delivery => delivery.Id == deliveryId && delivery.SubscriptionId == subscriptionId)
            .Join(context.Events, delivery => delivery.EventKey, stored => stored.Id, (delivery, stored) => new { delivery, stored.EventId, stored.Payload })
            .FirstOrDefaultAsync(cancel);
        if (found is null)
        {
            return null;
        }

        var attempts = await context.Attempts.AsNoTracking().Where(attempt => attempt.DeliveryId == deliveryId).OrderBy(attempt => attempt.Number).ToListAsync(cancel);
        return new DeliveryDetails(found.delivery, found.EventId, attempts, found.Payload);
    }

    private static IQueryable<Delivery> Filter(WebhooksDbContext context, IQueryable<Delivery> deliveries, DeliveryQuery query)
    {
        if (query.EventType is { } type)
        {
            deliveries = deliveries.Where(delivery => delivery.EventType == type);
        }

        if (query.State is { } state)
        {
            deliveries = OfState(deliveries, state);
        }

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

        if (query.EventId is { } eventId)
        {
            deliveries = deliveries.Where(delivery => delivery.EventKey == context.Events.Where(stored => stored.EventId == eventId).Select(stored => stored.Id).FirstOrDefault());
        }

        // The first comparison is what an index can seek; the second makes it exact.
        return query.After is var (createdAt, last)
            ? deliveries.Where(delivery => delivery.CreatedAt <= createdAt && (delivery.CreatedAt < createdAt || delivery.Id < last))
            : deliveries;
    }

    /// <summary>The state as a constant, and the partial indexes' own conditions, without which they would not be used.</summary>
    private static IQueryable<Delivery> OfState(IQueryable<Delivery> deliveries, DeliveryState state) => state is DeliveryState.Pending
        ? deliveries.Where(delivery => delivery.State == DeliveryState.Pending)
        : deliveries.Where(delivery => delivery.State == EF.Constant(state) && delivery.State != DeliveryState.Pending);
}
