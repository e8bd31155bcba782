namespace Dixa.Webhooks.Admin.Dispatch.Lanes;

/// <summary>Rings once after a while, by the clock that nobody sets.</summary>
internal sealed class LaneAlarm(Action ring)
{
    /// <summary>A timer counts in milliseconds and drops what is left: one more, so that it never rings early.</summary>
    private static readonly TimeSpan Rounding = TimeSpan.FromMilliseconds(1);

    /// <summary>Timers have a longest time. A lane that is woken early finds nothing due and is told again when it is.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    private ITimer? _timer;

    public void Set(TimeProvider time, TimeSpan after)
    {
        // It must not ring before it is known here, where the callback keeps it alive.
        _timer = time.CreateTimer(static alarm => ((LaneAlarm)alarm!).Ring(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _timer.Change(after > Longest ? Longest : after > TimeSpan.Zero ? after + Rounding : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }

    private void Ring()
    {
        _timer!.Dispose();
        ring();
    }
}
