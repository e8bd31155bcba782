namespace Dixa.Webhooks.Admin.Storage.Writes.Handlers;

internal sealed class ResendListedHandler : WriteHandler<WriteSession, ResendListed, IReadOnlyList<long>?>
{
    protected override IReadOnlyList<long>? Store(WriteSession session, ResendListed write)
    {
        if (!BulkProgress.TryMove(session, write.Move))
        {
            return null;
        }

        // The webhook cannot be disabled, and nothing of it can be purged, until the commit.
        session.Lock(write.SubscriptionId);
        var resent = session.InsertResends(write.SubscriptionId, write.Move.Deliveries, write.Now);
        BulkProgress.Add(session, write.Move.Action, resent.Count, write.Move.Deliveries.Count - resent.Count);
        return resent;
    }
}
