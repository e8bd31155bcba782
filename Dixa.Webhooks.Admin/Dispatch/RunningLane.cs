namespace Dixa.Webhooks.Admin.Dispatch;

/// <summary>
/// What this process knows of a lane. Everything in it may be lost: the store is the truth, and the recover job finds
/// what was forgotten.
/// </summary>
public sealed class RunningLane(Guid subscriptionId, int concurrency)
{
    /// <summary>A hint that no job took up within this time counts as lost.</summary>
    private static readonly TimeSpan HintIsLost = TimeSpan.FromSeconds(30);

    private readonly Lock _gate = new();
    private DateTimeOffset? _hintedAt;
    private DateTimeOffset? _nextHint;
    private bool _running;
    private bool _wokenAgain;
    private bool _starved;
    private int _changes;

    public Guid SubscriptionId { get; } = subscriptionId;

    /// <summary>One for each request that may be in flight.</summary>
    public SemaphoreSlim Slots { get; } = new(concurrency, concurrency);

    /// <summary>The webhook's configuration when it was last read; used by the lane's job only.</summary>
    public LaneTarget? Target { get; set; }

    /// <summary>Grows when the webhook was changed; what was claimed before must be claimed again.</summary>
    public int Changes => Volatile.Read(ref _changes);

    public void Changed() => Interlocked.Increment(ref _changes);

    /// <summary>Whether a job must be started: true once, until it begins. A running job is told to look again.</summary>
    public bool TryHint(DateTimeOffset now)
    {
        lock (_gate)
        {
            _wokenAgain |= _running;
            if (_running || (_hintedAt is { } hinted && now - hinted < HintIsLost))
            {
                return false;
            }

            _hintedAt = now;
            return true;
        }
    }

    /// <summary>Whether a job must be scheduled for this time: false when one will come no later.</summary>
    public bool TryHintAt(DateTimeOffset due, DateTimeOffset now)
    {
        lock (_gate)
        {
            if (_nextHint is { } next && next <= due && next > now)
            {
                return false;
            }

            _nextHint = due;
            return true;
        }
    }

    /// <summary>Makes the caller the lane's only job; false when there is one, which then looks again.</summary>
    public bool TryBegin()
    {
        lock (_gate)
        {
            _wokenAgain |= _running;
            if (_running)
            {
                return false;
            }

            (_running, _wokenAgain, _starved, _hintedAt) = (true, false, false, null);
            return true;
        }
    }

    /// <summary>Ends the lane's job.</summary>
    /// <param name="starved">It ended because every slot was taken, so the next one that comes free wakes the lane.</param>
    /// <returns>Whether it was woken meanwhile and must run again.</returns>
    public bool End(bool starved)
    {
        lock (_gate)
        {
            _running = false;

            // A slot that came free just before this would wake nobody.
            _starved = starved && Slots.CurrentCount == 0;
            return _wokenAgain || (starved && !_starved);
        }
    }

    /// <summary>Gives a slot back. True when the lane waits for one.</summary>
    public bool ReleaseSlot()
    {
        Slots.Release();
        lock (_gate)
        {
            var wake = _starved;
            _starved = false;
            return wake;
        }
    }
}
