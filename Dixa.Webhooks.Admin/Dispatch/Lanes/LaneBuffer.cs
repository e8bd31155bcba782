using Dixa.Webhooks.Admin.Storage.Reads;

namespace Dixa.Webhooks.Admin.Dispatch.Lanes;

/// <summary>
/// The deliveries that a lane has read and not recorded yet, and how far it has read. The lock of the <see cref="LaneState"/> guards it,
/// with these exceptions: <see cref="Unrecorded"/> is read without the lock, and the set of taken deliveries is changed only by the lane's
/// one reader, which can therefore enumerate it without the lock.
/// </summary>
/// <param name="rescanAfter">After this time a long backlog is read from its start again, in timestamp ticks.</param>
internal sealed class LaneBuffer(long rescanAfter)
{
    private readonly Queue<DueDelivery> _waiting = new();

    /// <summary>Deliveries that were read and may still be due in the store.</summary>
    private readonly HashSet<long> _taken = [];

    /// <summary>Deliveries that were recorded or put back. They are removed from <see cref="_taken"/> before the next read.</summary>
    private readonly List<long> _ended = [];

    /// <summary>How far the backlog was read, so that deliveries that were taken are not read again and again. Null means from the start.</summary>
    private DuePosition? _readTo;

    /// <summary>When the last read from the start began.</summary>
    private long _rescannedAt;

    /// <summary>Incremented whenever deliveries are put back. A batch whose read started before is discarded.</summary>
    private int _changes;
    private int _unrecorded;
    private long _meanBytes;
    private bool _refillRequested;

    /// <summary>Deliveries that wait for a sender.</summary>
    public int Waiting => _waiting.Count;

    /// <summary>Deliveries that were handed to a sender and are not recorded yet.</summary>
    public int Unrecorded => Volatile.Read(ref _unrecorded);

    /// <summary>The store may have more deliveries that are due.</summary>
    public bool MoreDue { get; private set; }

    public void MarkMoreDue() => MoreDue = true;

    /// <summary>Forgets the deliveries that have ended, before the next read is planned.</summary>
    /// <param name="released">Deliveries that were parked and may be read again.</param>
    public void PrepareRead(IReadOnlyList<long> released)
    {
        _taken.ExceptWith(_ended);
        _taken.ExceptWith(released);
        _ended.Clear();
        _refillRequested = false;
    }

    /// <summary>Of <paramref name="maxCount"/> deliveries, as many as are likely to fit into the bytes; at least one.</summary>
    public int Fit(int maxCount, long bytes) => _meanBytes > 0 ? (int)Math.Clamp(bytes / _meanBytes, 1, maxCount) : maxCount;

    public ReadPlan PlanRead(int maxCount, long maxBytes, bool fromStart, long timestamp)
    {
        var after = fromStart || timestamp - _rescannedAt > rescanAfter ? null : _readTo;
        _rescannedAt = after is null ? timestamp : _rescannedAt;
        return new ReadPlan(maxCount, _changes, _taken, after) { MaxBytes = maxBytes };
    }

    /// <summary>Whether nothing was put back since the plan was made, so that the batch that was read is complete.</summary>
    public bool IsCurrent(ReadPlan plan) => plan.Changes == _changes;

    /// <summary>Adds the batch that was read, and returns its bytes.</summary>
    public long Add(DueList list)
    {
        var bytes = 0L;
        foreach (var delivery in list.Deliveries)
        {
            _waiting.Enqueue(delivery);
            _taken.Add(delivery.Id);
            bytes += delivery.Payload.Length;
        }

        (MoreDue, _refillRequested, _readTo) = (list.MoreDue, false, list.End);
        _meanBytes = list.Deliveries.Count > 0 ? bytes / list.Deliveries.Count : _meanBytes;
        return bytes;
    }

    /// <summary>Takes the next delivery, for a sender.</summary>
    public DueDelivery? Take()
    {
        if (_waiting.TryDequeue(out var delivery))
        {
            _unrecorded++;
        }

        return delivery;
    }

    /// <summary>Whether the caller must read the next batch: true once, if more is due.</summary>
    public bool TryRequestRefill()
    {
        var requests = MoreDue && !_refillRequested;
        _refillRequested |= requests;
        return requests;
    }

    /// <summary>The attempt is in the store, or the delivery was not sent and may be read again.</summary>
    public void Ended(long id)
    {
        _unrecorded--;
        _ended.Add(id);
    }

    /// <summary>The delivery was not recorded, and must not be read again until it is released.</summary>
    public void StaysTaken() => _unrecorded--;

    /// <summary>Puts back the deliveries that wait for a sender, and returns their bytes. A read in progress must be discarded then.</summary>
    public long PutBack()
    {
        // A read in progress started from a position that is no longer valid.
        _changes++;
        _readTo = null;
        var bytes = 0L;
        while (_waiting.TryDequeue(out var delivery))
        {
            _ended.Add(delivery.Id);
            bytes += delivery.Payload.Length;
        }

        return bytes;
    }
}
