using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Storage.Clocks;
using Dixa.Webhooks.Admin.Storage.Postgres;
using Dixa.Webhooks.Admin.Storage.Sqlite;

namespace Dixa.Webhooks.Admin.Storage.Writes;

/// <summary>The result of <see cref="MoveDueTimes"/>.</summary>
/// <param name="Deliveries">The number of deliveries that were moved.</param>
/// <param name="LastAttemptId">Attempts up to this one have times of the old clock; 0 if there are none.</param>
public sealed record MovedDueTimes(int Deliveries, long LastAttemptId);

/// <summary>
/// Moves future due times together with a clock that was set, so that each pending delivery waits as long as before. After a step back it also
/// moves past times that would now lie in the future; otherwise later attempts would count as older.
/// </summary>
/// <param name="clock">The clock for due times. After a step back it follows within this write, so that no time of the new clock is moved.</param>
/// <param name="by">By how much the clock was set.</param>
public sealed class MoveDueTimes(SteadyClock clock, TimeSpan by) : StoreWrite<MovedDueTimes>
{
    private const string Deliveries = $"UPDATE deliveries SET due_at = due_at + @by WHERE state = {DeliveryStates.Pending} AND due_at > @after";
    private const string FailuresSince = "UPDATE subscriptions SET consecutive_failures_since = consecutive_failures_since + @by WHERE consecutive_failures_since > @after";
    private const string Statuses = "UPDATE event_statuses SET attempted_at = attempted_at + @by WHERE attempted_at > @after";
    private const string LastAttempt = "SELECT max(id) FROM attempts";

    private bool _followed;

    /// <summary>The same move, for another try after it has failed. Remembers whether the clock has followed already.</summary>
    internal MoveDueTimes Again() => new(clock, by) { _followed = _followed };

    private protected override MovedDueTimes Apply(SqliteSession session)
    {
        var after = After();
        var count = session.Execute(Deliveries, ("@by", by.Ticks), ("@after", after));
        if (by < TimeSpan.Zero)
        {
            session.Execute(FailuresSince, ("@by", by.Ticks), ("@after", after));

            // Attempts earlier in this transaction were counted with the old times; later ones must read the new times.
            session.Tally.Store();
            session.Execute(Statuses, ("@by", by.Ticks), ("@after", after));
            session.Tally.Forget();
        }

        using var rows = session.Query(LastAttempt);
        return new MovedDueTimes(count, rows.Read() && !rows.IsNull(0) ? rows.Number(0) : 0);
    }

    /// <summary>With PostgreSQL, due times use the database's clock, so there is nothing to move.</summary>
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
