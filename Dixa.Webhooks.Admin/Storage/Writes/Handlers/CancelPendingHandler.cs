using Dixa.Webhooks.Admin.Domain.Deliveries;

namespace Dixa.Webhooks.Admin.Storage.Writes.Handlers;

internal sealed class CancelPendingHandler : WriteHandler<WriteSession, CancelPending, int>
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

    // The state is checked twice: if another process records an attempt at the same time, PostgreSQL checks only the row's own condition again.
    private const string Cancel = $"""
        UPDATE deliveries
        SET state = {DeliveryStates.Cancelled}, completed_at = @now,
            cancellation_id = (SELECT max(c.id) FROM subscriptions s JOIN cancellations c ON {SameReason} WHERE s.id = @subscription_id)
        WHERE id IN (SELECT id FROM deliveries WHERE subscription_id = @subscription_id AND state = {DeliveryStates.Pending} ORDER BY due_at LIMIT @limit)
        AND EXISTS (SELECT 1 FROM subscriptions WHERE id = @subscription_id AND NOT enabled)
        AND state = {DeliveryStates.Pending}
        """;

    protected override int Store(WriteSession session, CancelPending write)
    {
        session.Execute(KeepReason, ("@subscription_id", write.SubscriptionId));
        var count = session.Execute(Cancel, ("@now", write.Now.UtcTicks), ("@subscription_id", write.SubscriptionId), ("@limit", write.Limit));
        if (count > 0)
        {
            session.AddCancelled(write.SubscriptionId, write.Now, count);
        }

        return count;
    }
}
