namespace Dixa.Webhooks.Admin.Dispatch.Lanes;

/// <summary>
/// A process's exclusive right to a lane, for a limited time. It needs no lock: each time is one volatile value. Only the lane's reader
/// extends the lease.
/// </summary>
public sealed class LaneLease
{
    private long _until;
    private long _endsAt = long.MaxValue;
    private long _heldByOtherUntil;
    private Func<bool>? _isHeldNow;

    /// <summary>When this process's lease expires, by the store's clock.</summary>
    public DateTimeOffset Until => new(Volatile.Read(ref _until), TimeSpan.Zero);

    /// <summary>Whether this process still holds the lease. Uses the monotonic clock, which also advances while the process is paused.</summary>
    public bool IsHeld(long timestamp) => timestamp < Volatile.Read(ref _endsAt);

    /// <summary><see cref="IsHeld"/> as a function that is checked before a request is written. Created once, so that a request allocates nothing.</summary>
    public Func<bool> IsHeldNow(TimeProvider time) => _isHeldNow ?? CreateIsHeldNow(time);

    /// <summary>This process holds the lease.</summary>
    /// <param name="until">When it expires, by the store's clock.</param>
    /// <param name="endsAt">The same as a timestamp of the monotonic clock.</param>
    public void Extend(DateTimeOffset until, long endsAt)
    {
        Volatile.Write(ref _until, until.UtcTicks);
        Volatile.Write(ref _endsAt, endsAt);
    }

    /// <summary>The store's clock was moved, so the lease must be extended before the next read.</summary>
    public void ClockChanged() => Volatile.Write(ref _until, DateTimeOffset.MinValue.UtcTicks);

    /// <summary>Whether another process is known to hold the lane.</summary>
    public bool IsHeldByOther(DateTimeOffset now) => Volatile.Read(ref _heldByOtherUntil) > now.UtcTicks;

    /// <summary>This process leased the lane. True if it had waited for the lease of another process to expire.</summary>
    public bool ForgetOther() => Interlocked.Exchange(ref _heldByOtherUntil, 0) != 0;

    public void HeldByOther(DateTimeOffset until) => Volatile.Write(ref _heldByOtherUntil, until.UtcTicks);

    private Func<bool> CreateIsHeldNow(TimeProvider time) => _isHeldNow = () => IsHeld(time.GetTimestamp());
}
