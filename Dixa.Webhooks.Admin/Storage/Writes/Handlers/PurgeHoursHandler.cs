namespace Dixa.Webhooks.Admin.Storage.Writes.Handlers;

internal sealed class PurgeHoursHandler : WriteHandler<WriteSession, PurgeHours, int>
{
    private const string Delete = "DELETE FROM hours WHERE subscription_id = @subscription_id AND hour < @before";

    protected override int Store(WriteSession session, PurgeHours write) =>
        session.Execute(Delete, ("@subscription_id", write.SubscriptionId), ("@before", write.Before.UtcTicks));
}
