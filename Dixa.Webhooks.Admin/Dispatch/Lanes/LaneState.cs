using Dixa.Webhooks.Admin.Dispatch.Budget;
using Dixa.Webhooks.Admin.Storage.Reads;

namespace Dixa.Webhooks.Admin.Dispatch.Lanes;

/// <summary>
/// What this process knows about a lane: the deliveries that it has read, its requests in flight, and whether a job is needed.
/// All of it may be lost: the store is the source of truth, and the recover job wakes lanes that were forgotten.
/// </summary>
/// <remarks>
/// <c>_gate</c> guards all parts and the target, with these exceptions:
/// <list type="bullet">
/// <item>The <see cref="Lease"/>, <see cref="Unrecorded"/> and <see cref="IsShort"/> are read without the lock, as volatile values.</item>
/// <item>The set of taken deliveries and the target are changed under the lock, and only by the lane's one reader (see <see cref="TryBegin"/>).
/// So that reader can enumerate the set, and senders can read the target, without the lock.</item>
/// <item>The <see cref="LaneShare"/> is guarded by the lock of the <see cref="SendBudget"/>. It is taken inside <c>_gate</c>, never the other
/// way round: the budget wakes lanes on the thread pool.</item>
/// </list>
/// </remarks>
public sealed class LaneState
{
    private readonly Lock _gate = new();
    private readonly LaneSchedule _schedule = new();
    private readonly ParkedDeliveries _parked = new();
    private readonly LaneBuffer _buffer;
    private readonly BatchSize _batchSize;
    private readonly LaneSenders _senders;
    private bool _abandoned;

    /// <param name="subscriptionId">The webhook whose queue this is.</param>
    /// <param name="limits">Limits of this lane alone.</param>
    /// <param name="budget">The budget that all lanes share; null means no budget.</param>
    /// <param name="granted">Called when the lane had to wait for the budget and may read now.</param>
    public LaneState(Guid subscriptionId, LaneLimits limits, SendBudget? budget = null, Action<LaneState>? granted = null)
    {
        SubscriptionId = subscriptionId;
        _buffer = new LaneBuffer(limits.RescanAfter);
        _batchSize = new BatchSize(limits);
        _senders = new LaneSenders(limits.Concurrency, new LaneShare(budget ?? new SendBudget(SendLimits.None), () => granted?.Invoke(this)));
    }

    public Guid SubscriptionId { get; }

    public LaneLease Lease { get; } = new();

    /// <summary>The webhook's configuration as of the last read.</summary>
    public LaneTarget? Target { get; private set; }

    /// <inheritdoc cref="LaneBuffer.Unrecorded"/>
    public int Unrecorded => _buffer.Unrecorded;

    /// <summary>Whether a call of <see cref="Grow"/> may start senders. A cheap check without the lock.</summary>
    public bool IsShort => _senders.IsShort;

    /// <summary>Whether it has senders.</summary>
    public bool IsActive
    {
        get
        {
            lock (_gate)
            {
                return _senders.Count > 0;
            }
        }
    }

    /// <summary>Whether it waits for its share of the budget.</summary>
    public bool IsWaiting
    {
        get
        {
            lock (_gate)
            {
                return _senders.Waits;
            }
        }
    }

    /// <summary>All senders are busy, and the next one whose request ends requests the refill. So a lane whose endpoint hangs costs no jobs.</summary>
    private bool HasEnough => _senders.AreAllRunning && !_batchSize.IsLow(_buffer.Waiting) && !_schedule.Running;

    /// <summary>What the lane is doing, for the System page.</summary>
    public LaneActivity Look(DateTimeOffset now)
    {
        lock (_gate)
        {
            return new LaneActivity(SubscriptionId, _senders.Count, _senders.Pace is not Pace.Fast, _senders.Waits, _parked.Refused, Lease.IsHeldByOther(now));
        }
    }

    /// <summary>The webhook was changed: puts back deliveries that are not started. True if there were any, which must be read again.</summary>
    public bool Changed()
    {
        lock (_gate)
        {
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
            if (HasEnough || _senders.Waits)
            {
                _buffer.MarkMoreDue();
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
            _parked.ClockChanged(by);
            Lease.ClockChanged();
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
            _senders.ReturnReserved();
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
            PutBackStale(timestamp);
            var released = _parked.Release(now);
            _buffer.PrepareRead(released);
            _batchSize.Adapt(timestamp, _buffer.MoreDue);
            var maxCount = ReserveRead();
            if (maxCount == 0)
            {
                // The lane was woken for a delivery that it cannot read now. A sender requests a refill when there is room, or the budget
                // wakes the lane when its turn comes.
                _buffer.MarkMoreDue();
            }

            return _buffer.PlanRead(maxCount, _senders.ReservedBytes, fromStart: released.Count > 0, timestamp);
        }
    }

    /// <summary>Accepts the batch that was read, unless the webhook changed during the read. Returns how many senders the caller must start.</summary>
    public int Fill(LaneTarget target, DueList list, ReadPlan plan, long timestamp)
    {
        lock (_gate)
        {
            Target = target;
            if (!_buffer.IsCurrent(plan))
            {
                _schedule.RequestAnotherRun();
                return 0;
            }

            if (plan.After is not null && list.End is null)
            {
                // In the meantime a delivery may have been stored that is due earlier than the ones that were read.
                _schedule.RequestAnotherRun();
            }

            _batchSize.Filled(timestamp);
            var bytes = _buffer.Add(list);
            var started = _senders.Start(_buffer.Waiting, bytes);
            CheckHasSender();
            return started;
        }
    }

    /// <summary>Reserves more requests once they are no longer scarce. Returns how many senders the caller must start.</summary>
    public int Grow()
    {
        lock (_gate)
        {
            return _senders.Grow(_buffer.Waiting);
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
            wake = !_abandoned && PutBackStale(timestamp);
            var delivery = _abandoned ? null : TakeOrYield(ref wake);
            if (delivery is null)
            {
                _senders.Ended(1);
            }

            return delivery;
        }
    }

    /// <inheritdoc cref="LaneSenders.Sent"/>
    public void Sent(int payloadBytes, Pace pace) => _senders.Sent(payloadBytes, pace);

    /// <summary>An attempt is in the store.</summary>
    public void Recorded(long id)
    {
        lock (_gate)
        {
            _buffer.Ended(id);
        }
    }

    /// <summary>A delivery was not sent, since the lease expired. The lane must be leased and read again before it sends more.</summary>
    public void NotSent(long id)
    {
        lock (_gate)
        {
            _buffer.Ended(id);
            _buffer.MarkMoreDue();
            PutBack();
        }
    }

    /// <summary>A delivery could not be attempted, and may be read again after a time.</summary>
    public void PutAside(long id, DateTimeOffset until)
    {
        lock (_gate)
        {
            _buffer.StaysTaken();
            _parked.Park(id, until);
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
            _buffer.StaysTaken();
            return _parked.TryParkRefused(id, until, maxAttempts) ? until : null;
        }
    }

    /// <summary>Senders could not be started.</summary>
    public void SendersEnded(int count)
    {
        lock (_gate)
        {
            _senders.Ended(count);
            if (_senders.Count == 0)
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
            _senders.Ended(1);
            PutBack();
        }
    }

    /// <summary>Reserves what the next read needs, and returns how many deliveries it may read.</summary>
    private int ReserveRead()
    {
        var room = _abandoned ? 0 : _batchSize.Current - _buffer.Waiting;
        return room > 0 && _senders.ReserveRead() ? _buffer.Fit(room, _senders.ReservedBytes) : 0;
    }

    /// <summary>If no sender is left to request the next read, the current one must run again.</summary>
    private void CheckHasSender()
    {
        if (_senders.Count > 0)
        {
            return;
        }

        if (_buffer.Waiting > 0)
        {
            // The senders that were running when the read was planned have ended, and another lane has their requests now.
            PutBack();
            _schedule.RequestAnotherRun();
        }
        else if (_buffer.MoreDue)
        {
            // All rows that were read are taken and not recorded yet.
            _schedule.RequestAnotherRun();
        }
    }

    private DueDelivery? TakeOrYield(ref bool wake)
    {
        var yields = _senders.MustYield();
        var delivery = yields ? null : _buffer.Take();
        if (yields && _senders.Count == 1)
        {
            // No sender is left for the waiting deliveries. They are read again when the lane's turn comes.
            wake |= PutBack();
        }

        wake |= _batchSize.IsLow(_buffer.Waiting) && _buffer.TryRequestRefill();
        return delivery;
    }

    /// <summary>Puts back deliveries that have waited too long, or whose lease has expired. True if there were any.</summary>
    private bool PutBackStale(long timestamp) => _buffer.Waiting > 0 && (_batchSize.IsStale(timestamp) || !Lease.IsHeld(timestamp)) && PutBack();

    /// <summary>Puts back the deliveries that wait for a sender. True if there were any.</summary>
    private bool PutBack()
    {
        var any = _buffer.Waiting > 0;
        var bytes = _buffer.PutBack();
        if (bytes > 0)
        {
            _senders.ReturnBytes(bytes);
        }

        return any;
    }
}
