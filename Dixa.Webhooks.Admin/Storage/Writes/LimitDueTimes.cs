using Dixa.Webhooks.Admin.Storage.Postgres;
using Dixa.Webhooks.Admin.Storage.Sqlite;

namespace Dixa.Webhooks.Admin.Storage.Writes;

/// <summary>
/// Brings deliveries that are due later than any rule makes them, since the clock was wrong when they were stored, to the latest time
/// that the rule allows; and times of the past that are in the future to now. Answers how many deliveries.
/// </summary>
/// <param name="now">The present time.</param>
/// <param name="latest">The latest time for which a delivery can be due.</param>
/// <param name="margin">How much later still is left alone.</param>
public sealed class LimitDueTimes(DateTimeOffset now, DateTimeOffset latest, TimeSpan margin) : StoreWrite<int>
{
    // Each webhook's latest in the due list, rather than all of the list.
    private const string Deliveries = """
        UPDATE deliveries SET due_at = @latest
        WHERE id IN (
            SELECT d.id FROM subscriptions s CROSS JOIN deliveries d
            WHERE d.subscription_id = s.id AND d.state = 0 AND d.due_at > @too_late)
        """;

    private const string Runs = "UPDATE subscriptions SET failure_run_since = @now WHERE failure_run_since > @too_late";
    private const string Statuses = "UPDATE event_statuses SET attempted_at = @now WHERE attempted_at > @too_late";

    private protected override int Apply(SqliteSession session)
    {
        var past = (now + margin).UtcTicks;
        if (session.Execute(Runs, ("@now", now.UtcTicks), ("@too_late", past)) > 0)
        {
            session.Tally.Store();
            session.Tally.Forget();
        }

        session.Execute(Statuses, ("@now", now.UtcTicks), ("@too_late", past));
        return session.Execute(Deliveries, ("@latest", latest.UtcTicks), ("@too_late", (latest + margin).UtcTicks));
    }

    /// <summary>There deliveries are due by the database's clock, which nobody here sets.</summary>
    private protected override int Apply(PostgresSession session) => throw new NotSupportedException();
}
