using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Storage.Postgres;
using Dixa.Webhooks.Admin.Storage.Sqlite;

namespace Dixa.Webhooks.Admin.Storage.Writes;

/// <summary>
/// Corrects times that were stored while the clock was wrong. Deliveries that are due later than the retry delay allows become due at the latest
/// allowed time, and past times that lie in the future are set to now. Returns the number of deliveries.
/// </summary>
/// <param name="latest">The latest time at which a delivery can be due.</param>
/// <param name="margin">Times that are too late by less than this are not changed.</param>
public sealed class LimitDueTimes(DateTimeOffset now, DateTimeOffset latest, TimeSpan margin) : StoreWrite<int>
{
    // The join makes SQLite search the end of each webhook's due list, instead of scanning all due deliveries.
    private const string Deliveries = $"""
        UPDATE deliveries SET due_at = @latest
        WHERE id IN (
            SELECT d.id FROM subscriptions s CROSS JOIN deliveries d
            WHERE d.subscription_id = s.id AND d.state = {DeliveryStates.Pending} AND d.due_at > @too_late)
        """;

    private const string FailuresSince = "UPDATE subscriptions SET consecutive_failures_since = @now WHERE consecutive_failures_since > @too_late";
    private const string Statuses = "UPDATE event_statuses SET attempted_at = @now WHERE attempted_at > @too_late";

    private protected override int Apply(SqliteSession session)
    {
        var past = (now + margin).UtcTicks;
        if (session.Execute(FailuresSince, ("@now", now.UtcTicks), ("@too_late", past)) > 0)
        {
            session.Tally.Store();
            session.Tally.Forget();
        }

        session.Execute(Statuses, ("@now", now.UtcTicks), ("@too_late", past));
        return session.Execute(Deliveries, ("@latest", latest.UtcTicks), ("@too_late", (latest + margin).UtcTicks));
    }

    /// <summary>With PostgreSQL, due times use the database's clock, so there is nothing to correct.</summary>
    private protected override int Apply(PostgresSession session) => throw new NotSupportedException();
}
