using Dixa.Webhooks.Admin.Domain.Deliveries;

namespace Dixa.Webhooks.Admin.Storage.Writes.Handlers;

internal sealed class CancelErasedHandler : WriteHandler<WriteSession, CancelErased, int>
{
    private const string KeepReason = """
        INSERT INTO cancellations (subscription_id, kind)
        SELECT s.id, @kind FROM subscriptions s
        WHERE s.id = @subscription_id AND NOT EXISTS (SELECT 1 FROM cancellations c WHERE c.subscription_id = s.id AND c.kind = @kind)
        """;

    private const string Cancel = $"""
        UPDATE deliveries
        SET state = {DeliveryStates.Cancelled}, completed_at = @now,
            cancellation_id = (SELECT max(id) FROM cancellations WHERE subscription_id = @subscription_id AND kind = @kind)
        WHERE id = @id AND state = {DeliveryStates.Pending} AND EXISTS (SELECT 1 FROM subscriptions WHERE id = @subscription_id)
        """;

    protected override int Store(WriteSession session, CancelErased write)
    {
        session.Lock(write.SubscriptionId);
        session.Execute(KeepReason, ("@kind", (int)DisableKind.PersonErased), ("@subscription_id", write.SubscriptionId));
        var count = write.Deliveries.Sum(id => session.Execute(
            Cancel, ("@now", write.Now.UtcTicks), ("@subscription_id", write.SubscriptionId), ("@kind", (int)DisableKind.PersonErased), ("@id", id)));
        if (count > 0)
        {
            session.AddCancelled(write.SubscriptionId, write.Now, count);
        }

        return count;
    }
}
