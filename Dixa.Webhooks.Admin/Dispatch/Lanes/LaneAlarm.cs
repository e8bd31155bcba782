namespace Dixa.Webhooks.Admin.Dispatch.Lanes;

/// <summary>Runs a callback once, after a delay that the monotonic clock measures. Setting the system clock does not affect it.</summary>
internal sealed class LaneAlarm(Action callback)
{
    /// <summary>Timers truncate to whole milliseconds. One more makes sure that the alarm is never early.</summary>
    private static readonly TimeSpan Rounding = TimeSpan.FromMilliseconds(1);

    /// <summary>Timers have an upper limit. A lane that is woken early finds nothing due and sets the next alarm.</summary>
    private static readonly TimeSpan MaxDelay = TimeSpan.FromDays(1);

    private ITimer? _timer;

    public void Set(TimeProvider time, TimeSpan delay)
    {
        // Created stopped: it must not fire before _timer is assigned, since OnTimer disposes it.
        _timer = time.CreateTimer(static alarm => ((LaneAlarm)alarm!).OnTimer(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _timer.Change(delay > MaxDelay ? MaxDelay : delay > TimeSpan.Zero ? delay + Rounding : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }

    private void OnTimer()
    {
        _timer!.Dispose();
        callback();
    }
}
