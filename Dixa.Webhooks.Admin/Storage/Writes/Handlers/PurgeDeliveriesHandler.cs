using Dixa.Webhooks.Admin.Domain.Deliveries;

namespace Dixa.Webhooks.Admin.Storage.Writes.Handlers;

internal sealed class PurgeDeliveriesHandler : WriteHandler<WriteSession, PurgeDeliveries, int>
{
    private const string Oldest = $"""
        SELECT id FROM deliveries
        WHERE subscription_id = @subscription_id AND event_type = @event_type AND created_at < @before
        AND (state = {DeliveryStates.Delivered} OR state = {DeliveryStates.Failed} OR state = {DeliveryStates.Cancelled})
        ORDER BY created_at
        LIMIT @limit
        """;

    protected override int Store(WriteSession session, PurgeDeliveries write)
    {
        // Nobody can resend one of the deliveries until the commit.
        session.Lock(write.SubscriptionId);
        var deliveries = session.Numbers(
            Oldest, ("@subscription_id", write.SubscriptionId), ("@event_type", write.EventType), ("@before", write.Before.UtcTicks), ("@limit", write.Limit));
        session.DeleteDeliveries(deliveries);
        return deliveries.Count;
    }
}
