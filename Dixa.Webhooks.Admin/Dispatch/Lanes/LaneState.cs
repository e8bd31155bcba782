using Dixa.Webhooks.Admin.Storage.Reads;

namespace Dixa.Webhooks.Admin.Dispatch.Lanes;

/// <summary>
/// What this process knows about a lane: the deliveries that it has read, its requests in flight, and whether a job is needed.
/// All of it may be lost: the store is the source of truth, and the recover job wakes lanes that were forgotten.
/// </summary>
/// <remarks>
/// <c>_gate</c> guards all mutable state, with these exceptions:
/// <list type="bullet">
/// <item>The lease times, the number of unrecorded attempts and the "is short" flag are read without the lock, as volatile values.</item>
/// <item>The set of taken deliveries and the target are changed under the lock, and only by the lane's one reader (see <see cref="TryBegin"/>).
/// So that reader can enumerate the set, and senders can read the target, without the lock.</item>
/// <item>The <see cref="LaneShare"/> is guarded by the lock of the <see cref="SendBudget"/>. It is taken inside <c>_gate</c>, never the other
/// way round: the budget wakes lanes on the thread pool.</item>
/// </list>
/// </remarks>
/// <param name="subscriptionId">The webhook whose queue this is.</param>
/// <param name="limits">Limits of this lane alone.</param>
/// <param name="budget">The budget that all lanes share; null means no budget.</param>
/// <param name="granted">Called when the lane had to wait for the budget and may read now.</param>
public sealed class LaneState(Guid subscriptionId, LaneLimits limits, SendBudget? budget = null, Action<LaneState>? granted = null)
{
    private readonly Lock _gate = new();
    private readonly LaneSchedule _schedule = new();
    private readonly Queue<DueDelivery> _waiting = new();
    private LaneShare? _share;

    /// <summary>What <see cref="PlanRead"/> reserved and <see cref="Fill"/> has not used yet: bytes to read, and the first request.</summary>
    private (long Bytes, bool Request) _allowed;

    /// <summary>The lane has fewer senders than it wants, since requests are scarce.</summary>
    private volatile bool _isShort;

    /// <summary>Deliveries that were read and may still be due in the store. Only the lane's reader changes it.</summary>
    private readonly HashSet<long> _taken = [];

    /// <summary>Deliveries that were recorded or put back. They are removed from <see cref="_taken"/> before the next read.</summary>
    private readonly List<long> _ended = [];

    /// <summary>Deliveries that may not be read again before a time.</summary>
    private readonly List<(long Id, DateTimeOffset Until)> _parked = [];

    /// <summary>How often the store refused to record an attempt of a delivery.</summary>
    private readonly Dictionary<long, int> _refused = [];
    private int _senders;
    private int _unrecorded;
    private int _batchSize = limits.Concurrency;
    private long _meanBytes;
    private bool _moreDue;
    private bool _refillRequested;
    private bool _abandoned;
    private long _filledAt;

    /// <summary>How far the backlog was read, so that deliveries that were taken are not read again and again. Null means from the start.</summary>
    private DuePosition? _readTo;

    /// <summary>When the last read from the start began.</summary>
    private long _rescannedAt;

    /// <summary>Incremented whenever deliveries are put back. A batch whose read started before is discarded.</summary>
    private int _changes;
    private long _leasedByOtherUntil;
    private long _leasedUntil;
    private long _leaseEnds = long.MaxValue;

    public Guid SubscriptionId { get; } = subscriptionId;

    /// <summary>The webhook's configuration as of the last read.</summary>
    public LaneTarget? Target { get; private set; }

    /// <summary>When this process's lease expires, by the store's clock. Only the lane's reader extends it; <see cref="ClockChanged"/> resets it.</summary>
    public DateTimeOffset LeasedUntil
    {
        get => new(Volatile.Read(ref _leasedUntil), TimeSpan.Zero);
        set => Volatile.Write(ref _leasedUntil, value.UtcTicks);
    }

    /// <summary>Whether this process still holds the lease. Uses the monotonic clock, which also advances while the process is paused.</summary>
    public bool IsLeased(long timestamp) => timestamp < Volatile.Read(ref _leaseEnds);

    public void LeaseUntil(long timestamp) => Volatile.Write(ref _leaseEnds, timestamp);

    /// <summary>Checks the lease before a request is written. Cached here, so that each lane allocates it once.</summary>
    internal Func<bool>? MaySend { get; set; }

    /// <summary>Whether another process is known to hold the lane.</summary>
    public bool IsLeasedByOther(DateTimeOffset now) => Volatile.Read(ref _leasedByOtherUntil) > now.UtcTicks;

    public void MarkLeasedByOther(DateTimeOffset until) => Volatile.Write(ref _leasedByOtherUntil, until.UtcTicks);

    /// <summary>Deliveries that were handed to a sender and are not recorded yet.</summary>
    public int Unrecorded => Volatile.Read(ref _unrecorded);

    /// <summary>Whether a call of <see cref="Grow"/> may start senders. A cheap check without the lock.</summary>
    public bool IsShort => _isShort;

    /// <summary>Created under the lock, before the first read. Senders use it without the lock.</summary>
    private LaneShare Share => _share ??= new LaneShare(budget ?? new SendBudget(SendLimits.None), () => granted?.Invoke(this));

    /// <summary>The webhook was changed: puts back deliveries that are not started. True if there were any, which must be read again.</summary>
    public bool Changed()
    {
        lock (_gate)
        {
            _changes++;
            return PutBack();
        }
    }

    /// <summary>
    /// Whether the caller must enqueue a job: true once, until that job starts. If a read is in progress, it runs again instead. A lane
    /// with enough waiting deliveries needs no job; it refills itself.
    /// </summary>
    public bool TryRequestJob(DateTimeOffset now)
    {
        lock (_gate)
        {
            if (HasEnough || Share.Waits)
            {
                _moreDue = true;
                return false;
            }

            return _schedule.TryRequestJob(now);
        }
    }

    /// <inheritdoc cref="LaneSchedule.TryRequestJobAt"/>
    public bool TryRequestJobAt(DateTimeOffset due, DateTimeOffset now)
    {
        lock (_gate)
        {
            return _schedule.TryRequestJobAt(due, now);
        }
    }

    /// <inheritdoc cref="LaneSchedule.AlarmFired"/>
    public void AlarmFired(DateTimeOffset due)
    {
        lock (_gate)
        {
            _schedule.AlarmFired(due);
        }
    }

    /// <summary>The clock and the due times in the store were moved, so deliveries that were read and not started are put back.</summary>
    public void ClockChanged(TimeSpan by)
    {
        lock (_gate)
        {
            _schedule.ClockChanged(by);
            LeasedUntil = DateTimeOffset.MinValue;
            for (var i = 0; i < _parked.Count; i++)
            {
                _parked[i] = (_parked[i].Id, _parked[i].Until + by);
            }

            PutBack();
        }
    }

    /// <summary>Makes the caller the lane's only reader, whether a job or a refill. False if there is one already; that one then runs again.</summary>
    public bool TryBegin()
    {
        lock (_gate)
        {
            return _schedule.TryBegin();
        }
    }

    /// <summary>Ends the read. True if the lane was woken during the read and must run again.</summary>
    public bool End()
    {
        lock (_gate)
        {
            ReturnAllowed();
            return _schedule.End();
        }
    }

    /// <summary>
    /// Plans the next read: nothing while enough deliveries wait for a sender. Deliveries that are parked until <paramref name="now"/> or
    /// earlier can be read again.
    /// </summary>
    public ReadPlan PlanRead(DateTimeOffset now, long timestamp)
    {
        lock (_gate)
        {
            DropStale(timestamp);
            var unparked = _parked.RemoveAll(parked => parked.Until <= now && MarkEnded(parked.Id));
            _taken.ExceptWith(_ended);
            _ended.Clear();
            _refillRequested = false;
            AdaptBatchSize(timestamp);
            var maxCount = _abandoned ? 0 : Math.Max(0, _batchSize - _waiting.Count);

            if (maxCount > 0)
            {
                ReturnAllowed();
                var bytes = Share.Enter(first: _senders == 0);
                (maxCount, _allowed) = bytes > 0 ? (maxCount, (bytes, _senders == 0)) : (0, default);
                if (_meanBytes > 0 && maxCount > 0)
                {
                    // Do not ask for rows that would exceed the bytes.
                    maxCount = (int)Math.Clamp(bytes / _meanBytes, 1, maxCount);
                }
            }

            // The lane was woken for a delivery that it cannot read now. A sender requests a refill when there is room, or the budget wakes
            // the lane when its turn comes.
            _moreDue |= maxCount == 0;
            return CreatePlan(maxCount, fromStart: unparked > 0 || timestamp - _rescannedAt > limits.RescanAfter, timestamp);
        }
    }

    /// <summary>Reserves more requests once they are no longer scarce. Returns how many senders the caller must start.</summary>
    public int Grow()
    {
        lock (_gate)
        {
            return Begin(reserved: false, allowed: 0, read: 0);
        }
    }

    /// <summary>A request has ended, and its payload is no longer needed.</summary>
    public void Sent(int payloadBytes, Pace pace) => Share.Sent(payloadBytes, pace);

    /// <summary>Senders could not be started.</summary>
    public void SendersEnded(int count)
    {
        lock (_gate)
        {
            _senders -= count;
            Share.Return(count, 0);
            if (_senders == 0)
            {
                PutBack();
            }
        }
    }

    /// <summary>A sender failed unexpectedly. A new lane replaces this one, which sends nothing more.</summary>
    public void Abandon()
    {
        lock (_gate)
        {
            _abandoned = true;
            _senders--;
            Share.Return(1, 0);
            PutBack();
        }
    }

    /// <summary>A delivery could not be attempted, and may be read again after a time.</summary>
    public void PutAside(long id, DateTimeOffset until)
    {
        lock (_gate)
        {
            _unrecorded--;
            _parked.Add((id, until));
        }
    }

    /// <summary>
    /// Accepts the batch that was read, unless the webhook changed during the read. Returns how many senders the caller must start.
    /// </summary>
    public int Fill(LaneTarget target, DueList list, ReadPlan plan, long timestamp)
    {
        lock (_gate)
        {
            Target = target;
            if (plan.Changes != _changes)
            {
                _schedule.RequestAnotherRun();
                return 0;
            }

            var read = 0L;
            foreach (var delivery in list.Deliveries)
            {
                _waiting.Enqueue(delivery);
                _taken.Add(delivery.Id);
                read += delivery.Payload.Length;
            }

            (_moreDue, _refillRequested, _filledAt) = (list.MoreDue, false, timestamp);
            _readTo = list.End;
            if (plan.After is not null && list.End is null)
            {
                // In the meantime a delivery may have been stored that is due earlier than the ones that were read.
                _schedule.RequestAnotherRun();
            }

            _meanBytes = list.Deliveries.Count > 0 ? read / list.Deliveries.Count : _meanBytes;
            var started = Begin(_allowed.Request, _allowed.Bytes, read);
            _allowed = default;
            if (_senders == 0 && _waiting.Count > 0)
            {
                // The senders that were running when the read was planned have ended, and another lane has their requests now.
                PutBack();
                _schedule.RequestAnotherRun();
            }
            else if (list.MoreDue && _senders == 0)
            {
                // All rows that were read are taken and not recorded yet, and no sender is left to request the next refill.
                _schedule.RequestAnotherRun();
            }

            return started;
        }
    }

    /// <summary>
    /// Gives a sender its next delivery; null means that the sender must end. <paramref name="wake"/> is true if few deliveries are left and
    /// more are due, so the lane must be refilled.
    /// </summary>
    public DueDelivery? Take(long timestamp, out bool wake)
    {
        lock (_gate)
        {
            if (_abandoned)
            {
                wake = false;
                _senders--;
                Share.Return(1, 0);
                return null;
            }

            wake = DropStale(timestamp);
            DueDelivery? delivery = null;
            var yields = Share.MustYield();
            var taken = !yields && _waiting.TryDequeue(out delivery);
            if (yields && _senders == 1)
            {
                // No sender is left for the waiting deliveries. They are read again when the lane's turn comes.
                wake |= PutBack();
            }

            if (_moreDue && !_refillRequested && _waiting.Count <= _batchSize / 2)
            {
                wake = _refillRequested = true;
            }

            if (taken)
            {
                _unrecorded++;
            }
            else
            {
                _senders--;
                Share.Return(1, 0);
            }

            return delivery;
        }
    }

    /// <summary>An attempt is in the store.</summary>
    public void Recorded(long id)
    {
        lock (_gate)
        {
            _unrecorded--;
            _ended.Add(id);
        }
    }

    /// <summary>A delivery was not sent, since the lease expired. The lane must be leased and read again before it sends more.</summary>
    public void NotSent(long id)
    {
        lock (_gate)
        {
            _unrecorded--;
            _ended.Add(id);
            _moreDue = true;
            PutBack();
        }
    }

    /// <summary>
    /// An attempt cannot be recorded, so its delivery is not attempted again before <paramref name="until"/>. Null after
    /// <paramref name="maxAttempts"/> of them: the delivery is then not attempted again until the application restarts.
    /// </summary>
    public DateTimeOffset? Park(long id, DateTimeOffset until, int maxAttempts)
    {
        lock (_gate)
        {
            _unrecorded--;
            if ((_refused[id] = _refused.GetValueOrDefault(id) + 1) >= maxAttempts)
            {
                return null;
            }

            _parked.Add((id, until));
            return until;
        }
    }

    /// <summary>All senders are busy, and the next one whose request ends requests the refill. So a lane whose endpoint hangs costs no jobs.</summary>
    private bool HasEnough => (_senders >= limits.Concurrency || (_isShort && _senders > 0)) && _waiting.Count > _batchSize / 2 && !_schedule.Running;

    /// <summary>Reserves as many requests as the lane wants and the budget allows.</summary>
    private int Begin(bool reserved, long allowed, long read)
    {
        var wanted = Math.Min(limits.Concurrency - _senders, _waiting.Count);
        var started = Share.Begin(wanted, reserved, allowed, read);
        _isShort = started < wanted;
        _senders += started;
        return started;
    }

    private void ReturnAllowed()
    {
        if (_allowed is not (0, false))
        {
            Share.Return(_allowed.Request ? 1 : 0, _allowed.Bytes);
            _allowed = default;
        }
    }

    private ReadPlan CreatePlan(int maxCount, bool fromStart, long timestamp)
    {
        var after = fromStart ? null : _readTo;
        _rescannedAt = after is null ? timestamp : _rescannedAt;
        return new ReadPlan(maxCount, _changes, _taken, after) { MaxBytes = _allowed.Bytes };
    }

    private bool MarkEnded(long id)
    {
        _ended.Add(id);
        return true;
    }

    /// <summary>
    /// Puts back deliveries that have waited too long, since they may have been cancelled and hold memory, or whose lease has expired. True
    /// if there were any.
    /// </summary>
    private bool DropStale(long timestamp) => _waiting.Count > 0 && (timestamp - _filledAt > limits.StaleAfter || !IsLeased(timestamp)) && PutBack();

    private bool PutBack()
    {
        // A read in progress started from a position that is no longer valid, so its batch must be discarded.
        _changes++;
        _readTo = null;
        var any = _waiting.Count > 0;
        var bytes = 0L;
        while (_waiting.TryDequeue(out var delivery))
        {
            _ended.Add(delivery.Id);
            bytes += delivery.Payload.Length;
        }

        if (bytes > 0)
        {
            Share.Return(0, bytes);
        }

        return any;
    }

    /// <summary>Multiplies the batch size by four if the lane used up its batch quickly, and halves it if the lane is slow.</summary>
    private void AdaptBatchSize(long timestamp)
    {
        var fast = timestamp - _filledAt < limits.FastWithin;
        if (!fast || _moreDue)
        {
            _batchSize = Math.Clamp(fast ? _batchSize * 4 : _batchSize / 2, limits.Concurrency, Math.Max(limits.Concurrency, limits.BatchSize));
        }
    }
}
