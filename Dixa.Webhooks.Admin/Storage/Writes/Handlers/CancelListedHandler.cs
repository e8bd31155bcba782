using Dixa.Webhooks.Admin.Domain.Deliveries;

namespace Dixa.Webhooks.Admin.Storage.Writes.Handlers;

internal sealed class CancelListedHandler : WriteHandler<WriteSession, CancelListed, int?>
{
    private const string SameReason = "c.subscription_id = @subscription_id AND c.kind = @kind AND c.actor_name = @actor_name";

    private const string KeepReason = $"""
        INSERT INTO cancellations (subscription_id, kind, actor_name)
        SELECT s.id, @kind, @actor_name FROM subscriptions s WHERE s.id = @subscription_id AND NOT EXISTS (SELECT 1 FROM cancellations c WHERE {SameReason})
        """;

    private const string FindReason = $"SELECT max(c.id) FROM cancellations c WHERE {SameReason} HAVING count(*) > 0";

    protected override int? Store(WriteSession session, CancelListed write)
    {
        if (!BulkProgress.TryMove(session, write.Move))
        {
            return null;
        }

        session.Lock(write.SubscriptionId);
        ReadOnlySpan<(string, SqlValue)> reason =
            [("@kind", (int)DisableKind.CancelledByActor), ("@actor_name", write.ActorName), ("@subscription_id", write.SubscriptionId)];
        session.Execute(KeepReason, reason);

        // Without a reason the webhook was removed, and its deliveries are deleted.
        var count = session.Numbers(FindReason, reason) is [var cancellation] ? session.CancelDeliveries(write.SubscriptionId, write.Move.Deliveries, cancellation, write.Now) : 0;
        if (count > 0)
        {
            session.AddCancelled(write.SubscriptionId, write.Now, count);
        }

        BulkProgress.Add(session, write.Move.Action, count, write.Move.Deliveries.Count - count);
        return count;
    }
}
