using Dixa.Webhooks.Admin.Storage.Postgres;
using Dixa.Webhooks.Admin.Storage.Sqlite;

namespace Dixa.Webhooks.Admin.Storage.Writes;

/// <summary>What was moved with the clock.</summary>
/// <param name="Deliveries">How many deliveries wait for another time now.</param>
/// <param name="LastAttemptId">Attempts up to this one have times by the clock as it was before; 0 when there is none.</param>
public sealed record MovedDueTimes(int Deliveries, long LastAttemptId);

/// <summary>
/// Moves what is yet to come with a clock that was set: each pending delivery is as far from being due as before. After a step back,
/// also times of the past that would now be in the future, behind which nothing would count.
/// </summary>
/// <param name="clock">The clock by which deliveries are due. A step back it follows within this write, so that no time of the new clock is moved.</param>
/// <param name="by">By how much the clock was set.</param>
public sealed class MoveDueTimes(SteadyClock clock, TimeSpan by) : StoreWrite<MovedDueTimes>
{
    private const string Deliveries = "UPDATE deliveries SET due_at = due_at + @by WHERE state = 0 AND due_at > @after";
    private const string Runs = "UPDATE subscriptions SET failure_run_since = failure_run_since + @by WHERE failure_run_since > @after";
    private const string Statuses = "UPDATE event_statuses SET attempted_at = attempted_at + @by WHERE attempted_at > @after";
    private const string LastAttempt = "SELECT max(id) FROM attempts";

    private bool _followed;

    /// <summary>The same move, to be tried again after it has failed.</summary>
    internal MoveDueTimes Again() => new(clock, by) { _followed = _followed };

    private protected override MovedDueTimes Apply(SqliteSession session)
    {
        var after = After();
        var count = session.Execute(Deliveries, ("@by", by.Ticks), ("@after", after));
        if (by < TimeSpan.Zero)
        {
            session.Execute(Runs, ("@by", by.Ticks), ("@after", after));

            // The attempts of this transaction so far belong to the runs as they were; those that follow must read them again.
            session.Tally.Store();
            session.Execute(Statuses, ("@by", by.Ticks), ("@after", after));
            session.Tally.Forget();
        }

        using var rows = session.Query(LastAttempt);
        return new MovedDueTimes(count, rows.Read() && !rows.IsNull(0) ? rows.Number(0) : 0);
    }

    /// <summary>There deliveries are due by the database's clock, which nobody here sets.</summary>
    private protected override MovedDueTimes Apply(PostgresSession session) => throw new NotSupportedException();

    private long After()
    {
        if (by < TimeSpan.Zero && !_followed)
        {
            clock.Follow(by);
            _followed = true;
        }

        return clock.GetUtcNow().UtcTicks;
    }
}
