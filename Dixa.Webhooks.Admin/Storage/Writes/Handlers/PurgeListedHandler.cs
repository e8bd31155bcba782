namespace Dixa.Webhooks.Admin.Storage.Writes.Handlers;

internal sealed class PurgeListedHandler : WriteHandler<WriteSession, PurgeListed, int>
{
    protected override int Store(WriteSession session, PurgeListed write)
    {
        // Nobody can resend one of the deliveries until the commit. A final delivery never becomes pending again.
        session.Lock(write.SubscriptionId);
        session.DeleteDeliveries([.. write.Deliveries]);
        return write.Deliveries.Count;
    }
}
