using Dixa.Webhooks.Admin.Storage.Postgres;
using Dixa.Webhooks.Admin.Storage.Sqlite;

namespace Dixa.Webhooks.Admin.Storage.Writes;

/// <summary>Deletes a portion of the history of a webhook that was removed, and answers how many deliveries; with the last of them the removal is done.</summary>
/// <param name="subscriptionId">The webhook.</param>
/// <param name="most">At most so many deliveries: the store's other writers wait meanwhile.</param>
public sealed class ClearRemoved(Guid subscriptionId, int most) : StoreWrite<int>
{
    private const string Portion = "SELECT id FROM deliveries WHERE subscription_id = @subscription_id ORDER BY created_at LIMIT @most";
    private const string Done = "DELETE FROM removals WHERE subscription_id = @subscription_id";

    private protected override int Apply(PostgresSession session)
    {
        const string Deliveries = "DELETE FROM deliveries WHERE id = ANY(@ids)";

        // In this order: what another process records until the deliveries are gone is seen, and after that it records nothing.
        const string Attempts = "DELETE FROM attempts WHERE delivery_id = ANY(@ids)";
        var deliveries = session.Numbers(Portion, ("@subscription_id", subscriptionId), ("@most", most));
        session.Execute(Deliveries, ("@ids", deliveries.ToArray()));
        session.Execute(Attempts, ("@ids", deliveries.ToArray()));
        if (deliveries.Count < most)
        {
            session.Execute(Done, ("@subscription_id", subscriptionId));
        }

        return deliveries.Count;
    }

    private protected override int Apply(SqliteSession session)
    {
        // Its attempts go with it.
        const string Delivery = "DELETE FROM deliveries WHERE id = @id";
        var deliveries = Read(session);
        foreach (var id in deliveries)
        {
            session.Execute(Delivery, ("@id", id));
        }

        if (deliveries.Count < most)
        {
            session.Execute(Done, ("@subscription_id", subscriptionId));
        }

        return deliveries.Count;
    }

    private List<long> Read(SqliteSession session)
    {
        var deliveries = new List<long>();
        using var rows = session.Query(Portion, ("@subscription_id", subscriptionId), ("@most", most));
        while (rows.Read())
        {
            deliveries.Add(rows.Number(0));
        }

        return deliveries;
    }
}
