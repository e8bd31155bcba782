using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Storage.Writes;

namespace Dixa.Webhooks.Admin.Storage.Sqlite.Handlers;

internal sealed class SqliteMoveDueTimes : WriteHandler<SqliteSession, MoveDueTimes, MovedDueTimes>
{
    private const string Deliveries = $"UPDATE deliveries SET due_at = due_at + @by WHERE state = {DeliveryStates.Pending} AND due_at > @after";
    private const string FailuresSince = "UPDATE subscriptions SET consecutive_failures_since = consecutive_failures_since + @by WHERE consecutive_failures_since > @after";
    private const string Statuses = "UPDATE event_statuses SET attempted_at = attempted_at + @by WHERE attempted_at > @after";
    private const string LastAttempt = "SELECT coalesce(max(id), 0) FROM attempts";

    protected override MovedDueTimes Store(SqliteSession session, MoveDueTimes write)
    {
        var by = write.Step.By.Ticks;
        var after = write.Step.IsBack ? write.Step.Follow() : write.Step.Now;
        var count = session.Execute(Deliveries, ("@by", by), ("@after", after));
        if (write.Step.IsBack)
        {
            session.Execute(FailuresSince, ("@by", by), ("@after", after));

            // Attempts earlier in this transaction were counted with the old times; later ones must read the new times.
            session.Tally.Store();
            session.Execute(Statuses, ("@by", by), ("@after", after));
            session.Tally.Forget();
        }

        return new MovedDueTimes(count, session.Numbers(LastAttempt)[0]);
    }
}
