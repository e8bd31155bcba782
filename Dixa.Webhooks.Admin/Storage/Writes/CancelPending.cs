using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Storage.Postgres;
using Dixa.Webhooks.Admin.Storage.Sqlite;

namespace Dixa.Webhooks.Admin.Storage.Writes;

/// <summary>
/// Cancels a batch of a disabled webhook's pending deliveries, with the reason why it was disabled. Returns how many; 0 if the webhook is
/// enabled. An attempt in flight is still recorded when it ends. Other writes wait in the meantime, so <c>limit</c> must be small.
/// </summary>
public sealed class CancelPending(Guid subscriptionId, DateTimeOffset now, int limit) : StoreWrite<int>
{
    private const string SameReason = """
        c.subscription_id = s.id
        AND c.kind = s.disabled_kind
        AND c.actor_name IS NOT DISTINCT FROM s.disabled_actor_name
        AND c.consecutive_failures IS NOT DISTINCT FROM s.disabled_consecutive_failures
        AND c.status_code IS NOT DISTINCT FROM s.disabled_status_code
        AND c.failure IS NOT DISTINCT FROM s.disabled_failure
        AND c.text IS NOT DISTINCT FROM s.disabled_text
        """;

    private const string KeepReason = $"""
        INSERT INTO cancellations (subscription_id, kind, actor_name, consecutive_failures, status_code, failure, text)
        SELECT s.id, s.disabled_kind, s.disabled_actor_name, s.disabled_consecutive_failures, s.disabled_status_code, s.disabled_failure, s.disabled_text
        FROM subscriptions s
        WHERE s.id = @subscription_id AND NOT s.enabled AND s.disabled_kind IS NOT NULL AND NOT EXISTS (SELECT 1 FROM cancellations c WHERE {SameReason})
        """;

    private const string Cancel = $"""
        UPDATE deliveries
        SET state = {DeliveryStates.Cancelled}, completed_at = @now,
            cancellation_id = (SELECT max(c.id) FROM subscriptions s JOIN cancellations c ON {SameReason} WHERE s.id = @subscription_id)
        WHERE id IN (SELECT id FROM deliveries WHERE subscription_id = @subscription_id AND state = {DeliveryStates.Pending} ORDER BY due_at LIMIT @limit)
        AND EXISTS (SELECT 1 FROM subscriptions WHERE id = @subscription_id AND NOT enabled)
        """;

    private protected override int Apply(PostgresSession session)
    {
        // Another process may record an attempt at the same time. PostgreSQL then checks the row's condition again.
        const string StillPending = $"{Cancel} AND state = {DeliveryStates.Pending}";
        session.Execute(KeepReason, ("@subscription_id", subscriptionId));
        var count = session.Execute(StillPending, ("@now", now.UtcTicks), ("@subscription_id", subscriptionId), ("@limit", limit));
        if (count > 0)
        {
            PostgresAttempts.AddCancelled(session, subscriptionId, now, count);
        }

        return count;
    }

    private protected override int Apply(SqliteSession session)
    {
        session.Execute(KeepReason, ("@subscription_id", subscriptionId));
        var count = session.Execute(Cancel, ("@now", now.UtcTicks), ("@subscription_id", subscriptionId), ("@limit", limit));
        if (count > 0)
        {
            session.Tally.AddCancelled(subscriptionId, now, count);
        }

        return count;
    }
}
