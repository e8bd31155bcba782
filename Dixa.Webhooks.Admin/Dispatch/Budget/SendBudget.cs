namespace Dixa.Webhooks.Admin.Dispatch.Budget;

/// <summary>
/// Shares this process's requests in flight and its payload memory among the lanes. While there is plenty, each lane takes what it wants.
/// When they are scarce, a lane takes no more than what is left, slow lanes leave some to the others, and a lane without any waits for its
/// turn: lanes with more than one give them up one by one.
/// </summary>
/// <remarks>
/// <c>_gate</c> guards the capacity, the waiting lanes and every <see cref="LaneShare"/>. It is taken while a lane holds its own lock, so
/// nothing here calls into a lane: lanes that get their turn are woken on the thread pool.
/// </remarks>
public sealed class SendBudget(SendLimits limits)
{
    /// <summary>Max payload bytes per read.</summary>
    public const long MaxReadBytes = 4 * 1024 * 1024;

    /// <summary>Min payload bytes per read: the largest event with its envelope.</summary>
    public const long MinReadBytes = (1024 * 1024) + (64 * 1024);

    /// <summary>Requests that a fast lane may send one after another while another lane waits. Other lanes send one.</summary>
    private const int FastTurn = 64;

    private readonly Lock _gate = new();
    private readonly SendCapacity _capacity = new(limits);
    private readonly WaitingLanes _waiting = new();

    /// <summary>The number of lanes that wait for their turn.</summary>
    public int Waiting => _waiting.Count;

    /// <summary>Requests in flight or reserved.</summary>
    public long Requests
    {
        get
        {
            lock (_gate)
            {
                return _capacity.UsedRequests;
            }
        }
    }

    /// <summary>Payload bytes in memory or reserved for a read.</summary>
    public long Bytes
    {
        get
        {
            lock (_gate)
            {
                return _capacity.UsedBytes;
            }
        }
    }

    /// <summary>
    /// Reserves bytes for a read, and returns how many; 0 if the lane may not read now. <paramref name="first"/> means that the lane has no
    /// request in flight: then a request is reserved too, and if there is none, the lane waits for its turn.
    /// </summary>
    internal long Enter(LaneShare share, bool first)
    {
        lock (_gate)
        {
            if (share.Granted is { } granted)
            {
                UseGranted(share, first);
                return granted;
            }

            var bytes = share.Waits || _waiting.IsAnyUpTo(share.Pace) ? 0 : _capacity.Reserve(share, first);
            if (bytes == 0 && first && !share.Waits)
            {
                _waiting.Add(share);
            }

            return bytes;
        }
    }

    /// <summary>Reserves requests for a batch that was read. Returns how many the lane may start.</summary>
    /// <param name="share">The lane's share.</param>
    /// <param name="wanted">The number of requests that the lane wants.</param>
    /// <param name="reserved">Whether <see cref="Enter"/> reserved one of them already.</param>
    /// <param name="allowed">The bytes that <see cref="Enter"/> reserved.</param>
    /// <param name="read">The bytes that were read.</param>
    internal int Begin(LaneShare share, int wanted, bool reserved, long allowed, long read)
    {
        lock (_gate)
        {
            // Waiting lanes already got everything that they could use, so this takes nothing from them.
            var started = reserved ? Math.Min(1, wanted) : 0;
            started += _capacity.UseRequests(share, wanted - started);
            _capacity.UseBytes(share, read - allowed);
            if (reserved && wanted == 0)
            {
                ReturnAndGrant(share, 1, 0);
            }
            else if (read < allowed)
            {
                Grant();
            }

            return started;
        }
    }

    /// <summary>Returns requests that have ended and bytes that are no longer needed.</summary>
    internal void Return(LaneShare share, int requests, long bytes)
    {
        lock (_gate)
        {
            ReturnAndGrant(share, requests, bytes);
        }
    }

    /// <summary>A request has ended: returns the bytes of its payload and updates the lane's pace.</summary>
    internal void Sent(LaneShare share, long bytes, Pace pace)
    {
        lock (_gate)
        {
            share.Ended++;
            _capacity.ChangePace(share, pace);
            ReturnAndGrant(share, 0, bytes);
        }
    }

    /// <summary>Whether a sender of the lane must end, since a waiting lane without any request can use its slot.</summary>
    internal bool MustYield(LaneShare share) => _waiting.Count > 0 && MustYieldToWaiting(share);

    /// <summary>A method of its own, so that its closure is allocated only while lanes wait.</summary>
    private bool MustYieldToWaiting(LaneShare share)
    {
        lock (_gate)
        {
            return (share.Requests > 1 || share.Ended >= (share.Pace is Pace.Fast ? FastTurn : 1))
                && _waiting.Paces.Any(pace => _capacity.NeedsOneOf(share.Pace, pace));
        }
    }

    /// <summary>The lane's turn has come. A request was granted with the bytes, and a lane with requests in flight does not need it.</summary>
    private void UseGranted(LaneShare share, bool first)
    {
        share.Granted = null;
        if (!first)
        {
            ReturnAndGrant(share, 1, 0);
        }
    }

    private void ReturnAndGrant(LaneShare share, int requests, long bytes)
    {
        _capacity.Return(share, requests, bytes);
        Grant();
    }

    /// <summary>Gives free requests and bytes to waiting lanes, in the order in which they started to wait.</summary>
    private void Grant()
    {
        while (_waiting.Count > 0 && ReserveForNext() is { } share)
        {
            _waiting.Remove(share);

            // A task, since an unhandled exception in a raw work item would end the process. If the wake fails, the recover job wakes the lane.
            _ = Task.Run(share.Wake);
        }
    }

    /// <summary>Of the waiting lanes for which there is enough, takes the one that has waited longest, and reserves its first request and bytes.</summary>
    private LaneShare? ReserveForNext()
    {
        foreach (var share in _waiting.Next)
        {
            if (_capacity.Reserve(share, first: true) is > 0 and var bytes)
            {
                share.Granted = bytes;
                return share;
            }
        }

        return null;
    }
}
