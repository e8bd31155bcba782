namespace Dixa.Webhooks.Admin.Storage.Writes.Handlers;

internal sealed class ClearRemovedHandler : WriteHandler<WriteSession, ClearRemoved, int>
{
    private const string Batch = "FROM deliveries WHERE subscription_id = @subscription_id ORDER BY created_at, id LIMIT @limit";
    private const string Deliveries = $"SELECT id {Batch}";
    private const string Events = $"SELECT event_key {Batch}";
    private const string Done = "DELETE FROM removals WHERE subscription_id = @subscription_id";

    protected override int Store(WriteSession session, ClearRemoved write)
    {
        var deliveries = session.Numbers(Deliveries, ("@subscription_id", write.SubscriptionId), ("@limit", write.Limit));
        var events = session.Numbers(Events, ("@subscription_id", write.SubscriptionId), ("@limit", write.Limit));
        session.DeleteDeliveries(deliveries);
        session.DeleteTests([.. events.Distinct()]);
        if (deliveries.Count < write.Limit)
        {
            session.Execute(Done, ("@subscription_id", write.SubscriptionId));
        }

        return deliveries.Count;
    }
}
