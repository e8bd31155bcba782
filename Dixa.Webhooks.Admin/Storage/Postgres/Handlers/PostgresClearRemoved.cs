using Dixa.Webhooks.Admin.Storage.Writes;

namespace Dixa.Webhooks.Admin.Storage.Postgres.Handlers;

internal sealed class PostgresClearRemoved : WriteHandler<PostgresSession, ClearRemoved, int>
{
    private const string Batch = "SELECT id FROM deliveries WHERE subscription_id = @subscription_id ORDER BY created_at LIMIT @limit";
    private const string Deliveries = "DELETE FROM deliveries WHERE id = ANY(@ids)";
    private const string Attempts = "DELETE FROM attempts WHERE delivery_id = ANY(@ids)";
    private const string Done = "DELETE FROM removals WHERE subscription_id = @subscription_id";

    protected override int Store(PostgresSession session, ClearRemoved write)
    {
        var deliveries = session.Numbers(Batch, ("@subscription_id", write.SubscriptionId), ("@limit", write.Limit)).ToArray();

        // Deliveries first: another process records no attempt without its delivery, so no attempt can remain.
        session.Execute(PostgresConnection.Statement(Deliveries, ("@ids", deliveries)));
        session.Execute(PostgresConnection.Statement(Attempts, ("@ids", deliveries)));
        if (deliveries.Length < write.Limit)
        {
            session.Execute(Done, ("@subscription_id", write.SubscriptionId));
        }

        return deliveries.Length;
    }
}
