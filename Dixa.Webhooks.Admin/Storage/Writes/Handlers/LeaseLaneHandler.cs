namespace Dixa.Webhooks.Admin.Storage.Writes.Handlers;

internal sealed class LeaseLaneHandler : WriteHandler<WriteSession, LeaseLane, LaneLease?>
{
    private const string Take = """
        UPDATE lanes SET lease_owner = @owner, lease_until = @until
        WHERE subscription_id = @subscription_id AND (lease_owner IS NULL OR lease_owner = @owner OR lease_until <= @now)
        """;

    private const string Holder = "SELECT lease_until FROM lanes WHERE subscription_id = @subscription_id";

    protected override LaneLease? Store(WriteSession session, LeaseLane write)
    {
        var taken = session.Execute(
            Take, ("@owner", write.Owner), ("@until", write.Until.UtcTicks), ("@subscription_id", write.SubscriptionId), ("@now", write.Now.UtcTicks));
        if (taken > 0)
        {
            return new LaneLease(Held: true, write.Until);
        }

        return session.Numbers(Holder, ("@subscription_id", write.SubscriptionId)) is [var until] ? new LaneLease(Held: false, new DateTimeOffset(until, TimeSpan.Zero)) : null;
    }
}
