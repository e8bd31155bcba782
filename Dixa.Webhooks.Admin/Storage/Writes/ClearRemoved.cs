using Dixa.Webhooks.Admin.Storage.Postgres;
using Dixa.Webhooks.Admin.Storage.Sqlite;

namespace Dixa.Webhooks.Admin.Storage.Writes;

/// <summary>
/// Deletes a batch of a removed webhook's history, and returns how many deliveries. The last batch also completes the removal. Other writes
/// wait in the meantime, so <c>limit</c> must be small.
/// </summary>
public sealed class ClearRemoved(Guid subscriptionId, int limit) : StoreWrite<int>
{
    private const string Batch = "SELECT id FROM deliveries WHERE subscription_id = @subscription_id ORDER BY created_at LIMIT @limit";
    private const string Done = "DELETE FROM removals WHERE subscription_id = @subscription_id";

    private protected override int Apply(PostgresSession session)
    {
        const string Deliveries = "DELETE FROM deliveries WHERE id = ANY(@ids)";

        // Deliveries first: another process records no attempt without its delivery, so no attempt can remain.
        const string Attempts = "DELETE FROM attempts WHERE delivery_id = ANY(@ids)";
        var deliveries = session.Numbers(Batch, ("@subscription_id", subscriptionId), ("@limit", limit));
        session.Execute(Deliveries, ("@ids", deliveries.ToArray()));
        session.Execute(Attempts, ("@ids", deliveries.ToArray()));
        if (deliveries.Count < limit)
        {
            session.Execute(Done, ("@subscription_id", subscriptionId));
        }

        return deliveries.Count;
    }

    private protected override int Apply(SqliteSession session)
    {
        // The foreign key deletes its attempts.
        const string Delivery = "DELETE FROM deliveries WHERE id = @id";
        var deliveries = Read(session);
        foreach (var id in deliveries)
        {
            session.Execute(Delivery, ("@id", id));
        }

        if (deliveries.Count < limit)
        {
            session.Execute(Done, ("@subscription_id", subscriptionId));
        }

        return deliveries.Count;
    }

    private List<long> Read(SqliteSession session)
    {
        var deliveries = new List<long>();
        using var rows = session.Query(Batch, ("@subscription_id", subscriptionId), ("@limit", limit));
        while (rows.Read())
        {
            deliveries.Add(rows.Number(0));
        }

        return deliveries;
    }
}
