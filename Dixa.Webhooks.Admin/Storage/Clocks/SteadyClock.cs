namespace Dixa.Webhooks.Admin.Storage.Clocks;

/// <summary>
/// The clock of a SQLite store. It does not jump when the system clock is set, so that no delivery becomes early or late. A background service
/// detects the change, corrects the stored times, and then lets this clock follow.
/// </summary>
/// <param name="machine">The system clock and the monotonic time.</param>
public sealed class SteadyClock(TimeProvider machine) : TimeProvider
{
    private Anchor _anchor = new(machine.GetUtcNow(), machine.GetTimestamp());

    public override TimeZoneInfo LocalTimeZone => machine.LocalTimeZone;

    public override long TimestampFrequency => machine.TimestampFrequency;

    /// <summary>How far the system clock is ahead of this one.</summary>
    public TimeSpan Deviation => machine.GetUtcNow() - GetUtcNow();

    public override DateTimeOffset GetUtcNow()
    {
        var anchor = Volatile.Read(ref _anchor);
        return anchor.Time + machine.GetElapsedTime(anchor.Timestamp);
    }

    public override long GetTimestamp() => machine.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => machine.CreateTimer(callback, state, dueTime, period);

    /// <summary>Moves this clock. Not thread-safe: must not be called concurrently.</summary>
    internal void Follow(TimeSpan by)
    {
        var anchor = Volatile.Read(ref _anchor);
        Volatile.Write(ref _anchor, anchor with { Time = anchor.Time + by });
    }

    private sealed record Anchor(DateTimeOffset Time, long Timestamp);
}
