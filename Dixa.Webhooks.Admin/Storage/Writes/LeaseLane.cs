using Dixa.Webhooks.Admin.Storage.Postgres;
using Dixa.Webhooks.Admin.Storage.Sqlite;

namespace Dixa.Webhooks.Admin.Storage.Writes;

/// <summary>Whose a lane is.</summary>
/// <param name="Held">It is the asking process's, until <paramref name="Until"/>.</param>
/// <param name="Until">When the lease ends, whoever has it.</param>
public sealed record LaneLease(bool Held, DateTimeOffset Until);

/// <summary>
/// Leases a lane to a process, or extends its lease. While the lease runs nobody else sends what is in the lane; when
/// its holder dies, the lane is free once it has run out. Null when there is no such lane.
/// </summary>
/// <param name="subscriptionId">The lane.</param>
/// <param name="owner">The process that asks.</param>
/// <param name="now">A lease that ended by this time counts no more.</param>
/// <param name="until">When the lease is to end.</param>
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
