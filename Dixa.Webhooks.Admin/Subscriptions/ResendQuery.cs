using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Storage;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Subscriptions;

internal static class ResendQuery
{
    /// <summary>The deliveries of a selection that can be resent and were not resent before.</summary>
    /// <param name="context">Reads them.</param>
    /// <param name="id">The webhook.</param>
    /// <param name="selection">The time and the event type. Its scope is not used.</param>
    /// <param name="scope">Either failed or cancelled deliveries.</param>
    // One state at a time, as a constant, and the redundant condition on Pending: the partial index is used only if the query repeats its condition.
    public static IQueryable<Delivery> Ended(WebhooksDbContext context, Guid id, FailedDeliveries selection, ResendScope scope)
    {
        var (since, type, _) = selection;
        var deliveries = context.Deliveries.AsNoTracking().Where(delivery => delivery.SubscriptionId == id && delivery.State != DeliveryState.Pending);
        var ended = (scope is ResendScope.Cancelled
                ? deliveries.Where(delivery => delivery.State == DeliveryState.Cancelled)
                : deliveries.Where(delivery => delivery.State == DeliveryState.Failed))
            .Where(delivery => delivery.CompletedAt >= since && !delivery.IsTest)
            .Where(delivery => !context.Deliveries.Any(later => later.ResendOf == delivery.Id))
            .Where(delivery => context.Events.Any(stored => stored.Id == delivery.EventKey && stored.RemovedAt == null));
        return type is null ? ended : ended.Where(delivery => delivery.EventType == type);
    }
}
