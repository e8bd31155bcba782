namespace Dixa.Webhooks.Admin.Support;

/// <summary>A machine's clock that can be set, and a monotonic time that cannot.</summary>
public sealed class JumpingClock(TimeProvider monotonic) : TimeProvider
{
    /// <summary>The offset of the clock.</summary>
    public TimeSpan Offset { get; set; }

    public override long TimestampFrequency => monotonic.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => monotonic.GetUtcNow() + Offset;

    public override long GetTimestamp() => monotonic.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => monotonic.CreateTimer(callback, state, dueTime, period);
}
