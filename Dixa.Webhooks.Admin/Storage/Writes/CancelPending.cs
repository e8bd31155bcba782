using Dixa.Webhooks.Admin.Storage.Postgres;
using Dixa.Webhooks.Admin.Storage.Sqlite;

namespace Dixa.Webhooks.Admin.Storage.Writes;

/// <summary>
/// Ends a portion of what is pending for a disabled webhook as cancelled, with the reason for which it was disabled, and
/// answers how many; nothing while it is enabled. An attempt that is in flight is still recorded when it ends.
/// </summary>
/// <param name="subscriptionId">The webhook.</param>
/// <param name="now">When they ended.</param>
/// <param name="most">At most so many: the store's other writers wait meanwhile.</param>
public sealed class CancelPending(Guid subscriptionId, DateTimeOffset now, int most) : StoreWrite<int>
{
    private const string Cancel = """
        UPDATE deliveries
        SET state = 3, completed_at = @now, cancelled_reason = (SELECT disabled_reason FROM subscriptions WHERE id = @subscription_id)
        WHERE id IN (SELECT id FROM deliveries WHERE subscription_id = @subscription_id AND state = 0 ORDER BY due_at LIMIT @most)
        AND EXISTS (SELECT 1 FROM subscriptions WHERE id = @subscription_id AND NOT enabled)
        """;

    private protected override int Apply(PostgresSession session)
    {
        // Another process may record an attempt meanwhile, and the row is looked at again once it has.
        const string StillPending = $"{Cancel} AND state = 0";
        var count = session.Execute(StillPending, ("@now", now.UtcTicks), ("@subscription_id", subscriptionId), ("@most", most));
        if (count > 0)
        {
            PostgresAttempts.AddCancelled(session, subscriptionId, now, count);
        }

        return count;
    }

    private protected override int Apply(SqliteSession session)
    {
        var count = session.Execute(Cancel, ("@now", now.UtcTicks), ("@subscription_id", subscriptionId), ("@most", most));
        if (count > 0)
        {
            session.Tally.AddCancelled(subscriptionId, now, count);
        }

        return count;
    }
}
