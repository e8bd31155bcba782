namespace Dixa.Webhooks.Admin.Storage;

/// <summary>
/// The time of a store that belongs to one process. It goes on evenly when the machine's clock is set, so that nothing becomes due early
/// or late; a watch notices, corrects what is stored, and lets it follow.
/// </summary>
/// <param name="machine">The machine's clock, and its monotonic time.</param>
public sealed class SteadyClock(TimeProvider machine) : TimeProvider
{
    private Anchor _anchor = new(machine.GetUtcNow(), machine.GetTimestamp());

    public override TimeZoneInfo LocalTimeZone => machine.LocalTimeZone;

    public override long TimestampFrequency => machine.TimestampFrequency;

    /// <summary>How far the machine's clock is ahead of this one.</summary>
    public TimeSpan Deviation => machine.GetUtcNow() - GetUtcNow();

    public override DateTimeOffset GetUtcNow()
    {
        var anchor = Volatile.Read(ref _anchor);
        return anchor.Time + machine.GetElapsedTime(anchor.Timestamp);
    }

    public override long GetTimestamp() => machine.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => machine.CreateTimer(callback, state, dueTime, period);

    /// <summary>Sets this clock by so much. Called by one at a time.</summary>
    internal void Follow(TimeSpan by)
    {
        var anchor = Volatile.Read(ref _anchor);
        Volatile.Write(ref _anchor, anchor with { Time = anchor.Time + by });
    }

    private sealed record Anchor(DateTimeOffset Time, long Timestamp);
}
