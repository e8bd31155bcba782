using Dixa.Webhooks.Admin.Storage.Reads;

namespace Dixa.Webhooks.Admin.Dispatch.Lanes;

/// <summary>
/// What this process knows of a lane: what it has taken from the store, how many requests are in flight, and whether a
/// job must come. Everything in it may be lost: the store is the truth, and the recover job finds what was forgotten.
/// </summary>
/// <param name="subscriptionId">The webhook.</param>
/// <param name="limits">The lane's own bounds.</param>
/// <param name="budget">What it shares with the other lanes; null when it is alone.</param>
/// <param name="granted">Called when it had to wait for its share and may read now.</param>
public sealed class LaneState(Guid subscriptionId, LaneLimits limits, SendBudget? budget = null, Action<LaneState>? granted = null)
{
    private readonly Lock _gate = new();
    private readonly LaneSchedule _schedule = new();
    private readonly Queue<DueDelivery> _waiting = new();
    private LaneShare? _share;

    /// <summary>What it was allowed by <see cref="Room"/> and has not used yet: bytes to read, and a request for the first of them.</summary>
    private (long Bytes, bool Request) _allowed;

    /// <summary>It has fewer requests than it wants, since they are scarce.</summary>
    private volatile bool _isShort;

    /// <summary>What was taken and may still stand as due in the store. Changed by the one that reads for the lane only.</summary>
    private readonly HashSet<long> _taken = [];

    /// <summary>What is recorded or was put back, and leaves <see cref="_taken"/> before the store is read again.</summary>
    private readonly List<long> _ended = [];
    private readonly List<(long Id, DateTimeOffset Until)> _parked = [];
    private readonly Dictionary<long, int> _refused = [];
    private int _senders;
    private int _unrecorded;
    private int _batchSize = limits.Concurrency;
    private long _meanBytes;
    private bool _moreDue;
    private bool _asked;
    private bool _abandoned;
    private long _filledAt;

    /// <summary>How far a backlog is read, so that what was taken of it is not read over and over. Null: from the beginning.</summary>
    private DuePosition? _readTo;
    private long _begunAt;
    private int _changes;
    private long _leasedByOtherUntil;
    private long _leasedUntil;
    private long _leaseEnds = long.MaxValue;

    public Guid SubscriptionId { get; } = subscriptionId;

    /// <summary>The webhook's configuration when it was last read.</summary>
    public LaneTarget? Target { get; private set; }

    /// <summary>When this process's lease of the lane ends. Used by the one that reads for the lane only.</summary>
    public DateTimeOffset LeasedUntil
    {
        get => new(Volatile.Read(ref _leasedUntil), TimeSpan.Zero);
        set => Volatile.Write(ref _leasedUntil, value.UtcTicks);
    }

    /// <summary>Whether this process's lease of the lane still runs. By the monotonic clock, which goes on while the process is paused.</summary>
    /// <param name="timestamp">The monotonic time.</param>
    public bool IsLeased(long timestamp) => timestamp < Volatile.Read(ref _leaseEnds);

    /// <summary>The lease runs until this monotonic time.</summary>
    public void LeaseUntil(long timestamp) => Volatile.Write(ref _leaseEnds, timestamp);

    /// <summary>Whether a request may be written now; kept here so that it is made once for each lane.</summary>
    internal Func<bool>? MaySend { get; set; }

    /// <summary>Whether another process is known to hold the lane.</summary>
    public bool IsLeasedByOther(DateTimeOffset now) => Volatile.Read(ref _leasedByOtherUntil) > now.UtcTicks;

    /// <summary>Another process holds the lane until then, or longer.</summary>
    public void MarkLeasedByOther(DateTimeOffset until) => Volatile.Write(ref _leasedByOtherUntil, until.UtcTicks);

    /// <summary>Attempts that ended and are not in the store yet.</summary>
    public int Unrecorded => Volatile.Read(ref _unrecorded);

    /// <summary>Whether <see cref="Grow"/> is worth a call.</summary>
    public bool IsShort => _isShort;

    private LaneShare Share => _share ??= new LaneShare(budget ?? new SendBudget(SendLimits.None), () => granted?.Invoke(this));

    /// <summary>The webhook was changed: what was taken and not begun is put back. True when there was something, which must be read again.</summary>
    public bool Changed()
    {
        lock (_gate)
        {
            _changes++;
            return PutBack();
        }
    }

    /// <summary>Whether a job must be started: true once, until it begins. A running job is told to look again, and a lane with enough in hand asks by itself.</summary>
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

    /// <inheritdoc cref="LaneSchedule.Rang"/>
    public void Rang(DateTimeOffset due)
    {
        lock (_gate)
        {
            _schedule.Rang(due);
        }
    }

    /// <summary>The clock was set by so much, and with it what is due in the store: what was read counts no more.</summary>
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

    /// <summary>Makes the caller the only one that reads for the lane, a job or a lane that moves; false when there is one, which then looks again.</summary>
    public bool TryBegin()
    {
        lock (_gate)
        {
            return _schedule.TryBegin();
        }
    }

    /// <summary>Ends the reading. True when it was woken meanwhile and must run again.</summary>
    public bool End()
    {
        lock (_gate)
        {
            ReturnAllowed();
            return _schedule.End();
        }
    }

    /// <summary>How much may be read now; nothing while enough waits for a request to end.</summary>
    /// <param name="now">What was parked until then may be taken again.</param>
    /// <param name="timestamp">The monotonic time.</param>
    public ReadPlan PlanRead(DateTimeOffset now, long timestamp)
    {
        lock (_gate)
        {
            DropStale(timestamp);
            var unparked = _parked.RemoveAll(parked => parked.Until <= now && Ended(parked.Id));
            _taken.ExceptWith(_ended);
            _ended.Clear();
            _asked = false;
            Adapt(timestamp);
            var most = _abandoned ? 0 : Math.Max(0, _batchSize - _waiting.Count);

            if (most > 0)
            {
                ReturnAllowed();
                var bytes = Share.Enter(first: _senders == 0);
                (most, _allowed) = bytes > 0 ? (most, (bytes, _senders == 0)) : (0, default);
                if (_meanBytes > 0 && most > 0)
                {
                    // No row is asked for that would only be left out for its size.
                    most = (int)Math.Clamp(bytes / _meanBytes, 1, most);
                }
            }

            // It was woken for something that it cannot fetch now: a sender asks again when there is room, or it is woken when its turn has come.
            _moreDue |= most == 0;
            return Reading(most, fromBeginning: unparked > 0 || timestamp - _begunAt > limits.RescanAfter, timestamp);
        }
    }

    /// <summary>More of the requests that it wants, when they were scarce and no longer are.</summary>
    /// <returns>How many senders must be started.</returns>
    public int Grow()
    {
        lock (_gate)
        {
            return Begin(reserved: false, allowed: 0, read: 0);
        }
    }

    /// <summary>A delivery's request has ended, and its payload is no longer needed.</summary>
    /// <param name="payloadBytes">The payload's length.</param>
    /// <param name="pace">How long the request took.</param>
    public void Sent(int payloadBytes, Pace pace) => Share.Sent(payloadBytes, pace);

    /// <summary>Senders ended without <see cref="Take"/>, or could not be started.</summary>
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

    /// <summary>One of its senders failed unexpectedly: another lane takes its place, and it sends nothing more.</summary>
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

    /// <summary>A delivery that was taken could not be attempted: it may be taken again after a while.</summary>
    public void PutAside(long id, DateTimeOffset until)
    {
        lock (_gate)
        {
            _unrecorded--;
            _parked.Add((id, until));
        }
    }

    /// <summary>Hands over what was read. What was read before the webhook's last change is not taken.</summary>
    /// <returns>How many senders must be started for it.</returns>
    public int Fill(LaneTarget target, DueList list, ReadPlan room, long timestamp)
    {
        lock (_gate)
        {
            Target = target;
            if (room.Changes != _changes)
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

            (_moreDue, _asked, _filledAt) = (list.MoreDue, false, timestamp);
            _readTo = list.End;
            if (room.After is not null && list.End is null)
            {
                // Something may have been stored meanwhile that is due earlier than what was read.
                _schedule.RequestAnotherRun();
            }

            _meanBytes = list.Deliveries.Count > 0 ? read / list.Deliveries.Count : _meanBytes;
            var started = Begin(_allowed.Request, _allowed.Bytes, read);
            _allowed = default;
            if (_senders == 0 && _waiting.Count > 0)
            {
                // The senders that it had when it was allowed to read have ended, and another lane has their requests by now.
                PutBack();
                _schedule.RequestAnotherRun();
            }
            else if (list.MoreDue && _senders == 0)
            {
                // All that was read is taken and not recorded yet, and no sender is left to ask for what comes after it.
                _schedule.RequestAnotherRun();
            }

            return started;
        }
    }

    /// <summary>Gives a sender its next delivery; when there is none, the sender ends.</summary>
    /// <param name="timestamp">The monotonic time.</param>
    /// <param name="wake">Little is left and more is due: the lane must read on.</param>
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
                // Nobody is left to send what waits. It is read again when the lane's turn has come.
                wake |= PutBack();
            }

            if (_moreDue && !_asked && _waiting.Count <= _batchSize / 2)
            {
                wake = _asked = true;
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

    /// <summary>A delivery's attempt is in the store.</summary>
    public void Recorded(long id)
    {
        lock (_gate)
        {
            _unrecorded--;
            _ended.Add(id);
        }
    }

    /// <summary>A delivery was not sent, since the lease ended: the lane is leased and read again before anything is.</summary>
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

    /// <summary>A delivery's attempt cannot be stored: it is left alone for a while; after so many, for good, which a restart ends.</summary>
    /// <returns>When it may be attempted again; null when not any more.</returns>
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

    /// <summary>Every sender is busy, and the next to end its request will ask for more in time. So a lane that hangs costs no jobs.</summary>
    private bool HasEnough => (_senders >= limits.Concurrency || (_isShort && _senders > 0)) && _waiting.Count > _batchSize / 2 && !_schedule.Running;

    /// <summary>Begins as many requests as it wants and gets.</summary>
    private int Begin(bool reserved, long allowed, long read)
    {
        var wanted = Math.Min(limits.Concurrency - _senders, _waiting.Count);
        var begun = Share.Begin(wanted, reserved, allowed, read);
        _isShort = begun < wanted;
        _senders += begun;
        return begun;
    }

    private void ReturnAllowed()
    {
        if (_allowed is not (0, false))
        {
            Share.Return(_allowed.Request ? 1 : 0, _allowed.Bytes);
            _allowed = default;
        }
    }

    private ReadPlan Reading(int most, bool fromBeginning, long timestamp)
    {
        var after = fromBeginning ? null : _readTo;
        _begunAt = after is null ? timestamp : _begunAt;
        return new ReadPlan(most, _changes, _taken, after) { Bytes = _allowed.Bytes };
    }

    private bool Ended(long id)
    {
        _ended.Add(id);
        return true;
    }

    /// <summary>Puts back what has waited too long: it may be cancelled by now, and holds memory. The same when the lease ended. True when there was something.</summary>
    private bool DropStale(long timestamp) => _waiting.Count > 0 && (timestamp - _filledAt > limits.StaleAfter || !IsLeased(timestamp)) && PutBack();

    private bool PutBack()
    {
        // What is being read meanwhile was read on from a place that counts no more.
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

    /// <summary>A lane that empties its slice quickly gets one four times as large, a slow one half of it.</summary>
    private void Adapt(long timestamp)
    {
        var fast = timestamp - _filledAt < limits.FastWithin;
        if (!fast || _moreDue)
        {
            _batchSize = Math.Clamp(fast ? _batchSize * 4 : _batchSize / 2, limits.Concurrency, Math.Max(limits.Concurrency, limits.BatchSize));
        }
    }
}
