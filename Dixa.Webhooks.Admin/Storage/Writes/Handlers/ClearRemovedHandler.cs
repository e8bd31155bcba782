namespace Dixa.Webhooks.Admin.Storage.Writes.Handlers;

internal sealed class ClearRemovedHandler : WriteHandler<WriteSession, ClearRemoved, int>
{
    private const string Batch = "SELECT id FROM deliveries WHERE subscription_id = @subscription_id ORDER BY created_at LIMIT @limit";
    private const string Done = "DELETE FROM removals WHERE subscription_id = @subscription_id";

    protected override int Store(WriteSession session, ClearRemoved write)
    {
        var deliveries = session.Numbers(Batch, ("@subscription_id", write.SubscriptionId), ("@limit", write.Limit));
        session.DeleteDeliveries(deliveries);
        if (deliveries.Count < write.Limit)
        {
            session.Execute(Done, ("@subscription_id", write.SubscriptionId));
        }

        return deliveries.Count;
    }
}
