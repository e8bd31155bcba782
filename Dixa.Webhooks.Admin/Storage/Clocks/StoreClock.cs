namespace Dixa.Webhooks.Admin.Storage.Clocks;

/// <summary>
/// The clock of a PostgreSQL store. All processes use the database's clock for leases and due times, so it does not matter if the clock of one
/// machine is wrong. Until it is set, it equals the system clock.
/// </summary>
public sealed class StoreClock : TimeProvider
{
    private long _ahead;

    /// <summary>How far the store's clock is ahead of the system clock.</summary>
    public TimeSpan Ahead => new(Volatile.Read(ref _ahead));

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Ahead;

    /// <summary>Sets the clock from a query of the database's time, which is assumed to be the time in the middle of the query.</summary>
    /// <param name="database">The database's time.</param>
    /// <param name="asked">The system time before the query.</param>
    /// <param name="took">The duration of the query.</param>
    internal void Set(DateTimeOffset database, DateTimeOffset asked, TimeSpan took) => Volatile.Write(ref _ahead, (database - (asked + (took / 2))).Ticks);

    /// <summary>The system time.</summary>
    internal DateTimeOffset Machine => base.GetUtcNow();
}
