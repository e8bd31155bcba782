using Dixa.Webhooks.Admin.Storage.Writes;

namespace Dixa.Webhooks.Admin.Storage.Sqlite.Handlers;

internal sealed class SqliteClearRemoved : WriteHandler<SqliteSession, ClearRemoved, int>
{
    private const string Batch = "SELECT id FROM deliveries WHERE subscription_id = @subscription_id ORDER BY created_at LIMIT @limit";
    private const string Done = "DELETE FROM removals WHERE subscription_id = @subscription_id";

    // The foreign key deletes its attempts.
    private const string Delivery = "DELETE FROM deliveries WHERE id = @id";

    protected override int Store(SqliteSession session, ClearRemoved write)
    {
        var deliveries = session.Numbers(Batch, ("@subscription_id", write.SubscriptionId), ("@limit", write.Limit));
        foreach (var id in deliveries)
        {
            session.Execute(Delivery, ("@id", id));
        }

        if (deliveries.Count < write.Limit)
        {
            session.Execute(Done, ("@subscription_id", write.SubscriptionId));
        }

        return deliveries.Count;
    }
}
