using Dixa.Webhooks.Admin.Domain.Events;
using Dixa.Webhooks.Admin.Storage;

namespace Dixa.Webhooks.Admin.Replays;

internal static class MissedEventQuery
{
    /// <summary>Those of the events that a webhook has no delivery of, except tests. Each condition has its index.</summary>
    public static IQueryable<StoredEvent> MissedBy(this IQueryable<StoredEvent> events, Guid webhook, WebhooksDbContext context) => events
        .Where(stored => !context.Deliveries.Any(delivery =>
            delivery.SubscriptionId == webhook && delivery.EventType == stored.EventType && delivery.EventKey == stored.Id && delivery.ResendOf == null && !delivery.IsTest))
        .Where(stored => !context.Deliveries.Any(delivery =>
            delivery.SubscriptionId == webhook && delivery.EventType == stored.EventType && delivery.EventKey == stored.Id && delivery.ResendOf != null));
}
