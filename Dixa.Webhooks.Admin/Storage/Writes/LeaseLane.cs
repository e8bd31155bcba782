using Dixa.Webhooks.Admin.Storage.Postgres;
using Dixa.Webhooks.Admin.Storage.Sqlite;

namespace Dixa.Webhooks.Admin.Storage.Writes;

/// <summary>The result of <see cref="LeaseLane"/>.</summary>
/// <param name="Held">The process that asked has the lease; otherwise another process has it.</param>
/// <param name="Until">When the lease expires.</param>
public sealed record LaneLease(bool Held, DateTimeOffset Until);

/// <summary>
/// Leases a lane to a process, or extends its lease. During the lease no other process sends the lane's deliveries. If its holder is killed,
/// another process can lease the lane once the lease expires. Null if the lane does not exist.
/// </summary>
/// <param name="subscriptionId">The webhook.</param>
/// <param name="owner">The process that asks.</param>
/// <param name="now">Other leases that end at this time or earlier have expired.</param>
/// <param name="until">When the new lease expires.</param>
public sealed class LeaseLane(Guid subscriptionId, Guid owner, DateTimeOffset now, DateTimeOffset until) : StoreWrite<LaneLease?>
{
    private const string Take = """
        UPDATE lanes SET lease_owner = @owner, lease_until = @until
        WHERE subscription_id = @subscription_id AND (lease_owner IS NULL OR lease_owner = @owner OR lease_until <= @now)
        """;

    private const string Holder = "SELECT lease_until FROM lanes WHERE subscription_id = @subscription_id";

    private protected override LaneLease? Apply(PostgresSession session)
    {
        if (session.Execute(Take, ("@owner", owner), ("@until", until.UtcTicks), ("@subscription_id", subscriptionId), ("@now", now.UtcTicks)) > 0)
        {
            return new LaneLease(Held: true, until);
        }

        return session.Numbers(Holder, ("@subscription_id", subscriptionId)) is [var held] ? new LaneLease(Held: false, new DateTimeOffset(held, TimeSpan.Zero)) : null;
    }

    private protected override LaneLease? Apply(SqliteSession session)
    {
        if (session.Execute(Take, ("@owner", owner), ("@until", until.UtcTicks), ("@subscription_id", subscriptionId), ("@now", now.UtcTicks)) > 0)
        {
            return new LaneLease(Held: true, until);
        }

        using var rows = session.Query(Holder, ("@subscription_id", subscriptionId));
        return rows.Read() ? new LaneLease(Held: false, new DateTimeOffset(rows.Number(0), TimeSpan.Zero)) : null;
    }
}
