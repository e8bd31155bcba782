namespace Dixa.Webhooks.Admin.Storage.Writes;

/// <summary>A delivery that this process may attempt until its lease ends.</summary>
/// <param name="Id">The delivery's key.</param>
/// <param name="EventType">The event's wire name.</param>
/// <param name="Payload">The exact bytes to sign and send.</param>
public sealed record ClaimedDelivery(long Id, string EventType, byte[] Payload);

/// <summary>What a claim found.</summary>
/// <param name="Revision">The webhook's revision, by which a cached configuration is known to be fresh.</param>
/// <param name="Deliveries">In order of due time.</param>
/// <param name="MoreDue">There is more that is due now.</param>
/// <param name="NextDueAt">When the next delivery becomes due, when nothing more is due now.</param>
public sealed record Claim(int Revision, IReadOnlyList<ClaimedDelivery> Deliveries, bool MoreDue, DateTimeOffset? NextDueAt);

/// <summary>
/// Leases a lane and the first of its due deliveries to this process. Null when the webhook is gone or another process
/// works the lane.
/// </summary>
/// <param name="subscriptionId">The lane.</param>
/// <param name="owner">This process.</param>
/// <param name="now">What is due is due at this time.</param>
/// <param name="leaseUntil">After this time another process may take what is not recorded.</param>
/// <param name="most">At most so many deliveries.</param>
public sealed class ClaimDeliveries(Guid subscriptionId, Guid owner, DateTimeOffset now, DateTimeOffset leaseUntil, int most) : StoreWrite<Claim?>
{
    /// <summary>A claim stops when its payloads exceed this, so that large events do not fill the memory.</summary>
    private const int MostBytes = 4 * 1024 * 1024;

    private const string LeaseLane = """
        UPDATE lanes SET lease_owner = @owner, lease_until = @lease_until
        WHERE subscription_id = @subscription_id AND (lease_owner IS NULL OR lease_owner = @owner OR lease_until <= @now)
        """;

    private const string Revision = "SELECT revision FROM subscriptions WHERE id = @subscription_id";

    private const string Due = """
        SELECT d.id, d.event_type, e.payload
        FROM deliveries d JOIN events e ON e.id = d.event_key
        WHERE d.subscription_id = @subscription_id AND d.state = 0 AND d.due_at <= @now AND (d.lease_until IS NULL OR d.lease_until <= @now)
        ORDER BY d.due_at
        LIMIT @most
        """;

    private const string LeaseDelivery = "UPDATE deliveries SET lease_owner = @owner, lease_until = @lease_until WHERE id = @id";

    private const string NextDue = "SELECT min(due_at) FROM deliveries WHERE subscription_id = @subscription_id AND state = 0 AND due_at > @now";

    private protected override Claim? Apply(WriteSession session)
    {
        var leased = session.Execute(
            LeaseLane, ("@owner", owner), ("@lease_until", leaseUntil.UtcTicks), ("@subscription_id", subscriptionId), ("@now", now.UtcTicks));
        if (leased == 0 || ReadRevision(session) is not { } revision)
        {
            return null;
        }

        var (deliveries, more) = ReadDue(session);
        foreach (var delivery in deliveries)
        {
            session.Execute(LeaseDelivery, ("@owner", owner), ("@lease_until", leaseUntil.UtcTicks), ("@id", delivery.Id));
        }

        return new Claim(revision, deliveries, more, more ? null : ReadNextDue(session));
    }

    private int? ReadRevision(WriteSession session)
    {
        using var reader = session.Query(Revision, ("@subscription_id", subscriptionId));
        return reader.Read() ? reader.GetInt32(0) : null;
    }

    private (List<ClaimedDelivery> Deliveries, bool More) ReadDue(WriteSession session)
    {
        var deliveries = new List<ClaimedDelivery>(most);
        var bytes = 0;
        using var reader = session.Query(Due, ("@subscription_id", subscriptionId), ("@now", now.UtcTicks), ("@most", most));
        while (reader.Read())
        {
            var payload = reader.GetFieldValue<byte[]>(2);
            deliveries.Add(new ClaimedDelivery(reader.GetInt64(0), reader.GetString(1), payload));
            bytes += payload.Length;
            if (bytes >= MostBytes)
            {
                return (deliveries, true);
            }
        }

        return (deliveries, deliveries.Count == most);
    }

    private DateTimeOffset? ReadNextDue(WriteSession session)
    {
        using var reader = session.Query(NextDue, ("@subscription_id", subscriptionId), ("@now", now.UtcTicks));
        return reader.Read() && !reader.IsDBNull(0) ? new DateTimeOffset(reader.GetInt64(0), TimeSpan.Zero) : null;
    }
}
