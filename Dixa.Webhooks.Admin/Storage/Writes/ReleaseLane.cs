namespace Dixa.Webhooks.Admin.Storage.Writes;

/// <summary>Gives a lane back, with the deliveries that were claimed and not attempted, which stay due.</summary>
public sealed class ReleaseLane(Guid subscriptionId, Guid owner, IReadOnlyCollection<long> deliveries) : StoreWrite<bool>
{
    private const string Lane = "UPDATE lanes SET lease_owner = NULL, lease_until = NULL WHERE subscription_id = @subscription_id AND lease_owner = @owner";

    private const string Delivery = "UPDATE deliveries SET lease_owner = NULL, lease_until = NULL WHERE id = @id AND lease_owner = @owner";

    private protected override bool Apply(WriteSession session)
    {
        foreach (var id in deliveries)
        {
            session.Execute(Delivery, ("@id", id), ("@owner", owner));
        }

        return session.Execute(Lane, ("@subscription_id", subscriptionId), ("@owner", owner)) > 0;
    }
}
