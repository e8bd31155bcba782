namespace Dixa.Webhooks.Admin.Storage;

/// <summary>
/// The store's time. Several processes go by one clock, the database's: leases end and deliveries become due by it, however wrong a
/// machine's own clock is. Until it is set, and with a store of one process, it is the machine's.
/// </summary>
public sealed class StoreClock : TimeProvider
{
    private long _ahead;

    /// <summary>How far the store's clock is ahead of the machine's.</summary>
    public TimeSpan Ahead => new(Volatile.Read(ref _ahead));

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Ahead;

    /// <summary>Sets it by what the database answered.</summary>
    /// <param name="database">The database's time, at some moment between the two that follow.</param>
    /// <param name="asked">The machine's time before the question.</param>
    /// <param name="took">How long the answer took.</param>
    internal void Set(DateTimeOffset database, DateTimeOffset asked, TimeSpan took) => Volatile.Write(ref _ahead, (database - (asked + (took / 2))).Ticks);

    /// <summary>The machine's time.</summary>
    internal DateTimeOffset Machine => base.GetUtcNow();
}
