using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Storage.Writes;

namespace Dixa.Webhooks.Admin.Storage.Sqlite.Handlers;

internal sealed class SqliteLimitDueTimes : WriteHandler<SqliteSession, LimitDueTimes, int>
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

    protected override int Store(SqliteSession session, LimitDueTimes write)
    {
        var (now, past) = (write.Now.UtcTicks, (write.Now + write.Margin).UtcTicks);
        if (session.Execute(FailuresSince, ("@now", now), ("@too_late", past)) > 0)
        {
            session.Tally.Store();
            session.Tally.Forget();
        }

        session.Execute(Statuses, ("@now", now), ("@too_late", past));
        return session.Execute(Deliveries, ("@latest", write.Latest.UtcTicks), ("@too_late", (write.Latest + write.Margin).UtcTicks));
    }
}
