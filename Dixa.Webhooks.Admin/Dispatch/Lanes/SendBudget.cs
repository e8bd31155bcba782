namespace Dixa.Webhooks.Admin.Dispatch.Lanes;

/// <summary>
/// Shares this process's requests in flight and its payload memory among the lanes. While there is plenty, each lane takes what it wants.
/// When they are scarce, a lane takes no more than what is left, slow lanes leave some to the others, and a lane without any waits for its
/// turn: lanes with more than one give them up one by one.
/// </summary>
/// <remarks>
/// <c>_gate</c> guards both pools, the queues and every <see cref="LaneShare"/>. It is taken while a lane holds its own lock, so nothing here
/// calls into a lane: lanes that get their turn are woken on the thread pool.
/// </remarks>
public sealed class SendBudget(SendLimits limits)
{
    /// <summary>Max payload bytes per read.</summary>
    public const long MaxReadBytes = 4 * 1024 * 1024;

    /// <summary>Min payload bytes per read: the largest event with its envelope.</summary>
    public const long MinReadBytes = (1024 * 1024) + (64 * 1024);

    /// <summary>Requests that a fast lane may send one after another while another lane waits. Other lanes send one.</summary>
    private const int FastTurn = 64;

    private static readonly Pace[] Paces = [Pace.Fast, Pace.Unknown, Pace.Slow];

    private readonly Lock _gate = new();
    private readonly SharedPool _requests = new(limits.Requests);
    private readonly SharedPool _bytes = new(limits.PayloadBytes);
    private readonly Queue<LaneShare>[] _waiting = [new(), new(), new()];
    private volatile int _waits;
    private long _turns;

    /// <summary>The number of lanes that wait for their turn.</summary>
    public int Waiting => _waits;

    /// <summary>Requests in flight or reserved.</summary>
    public long Requests
    {
        get
        {
            lock (_gate)
            {
                return _requests.Used;
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
                return _bytes.Used;
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
                share.Granted = null;
                if (!first)
                {
                    ReturnAndGrant(share, 1, 0);
                }

                return granted;
            }

            if (share.Waits)
            {
                return 0;
            }

            if (!IsAnyWaitingFor(share.Pace) && Take(share, first) is > 0 and var bytes)
            {
                return bytes;
            }

            if (first)
            {
                (share.Waits, share.Turn) = (true, _turns++);
                _waiting[(int)share.Pace].Enqueue(share);
                _waits++;
            }

            return 0;
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
            while (started < wanted && _requests.AllowsOneMore(share.Pace, share.Requests))
            {
                _requests.Use(share.Pace, 1);
                share.Requests++;
                started++;
            }

            UseBytes(share, read - allowed);
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
            if (share.Pace != pace)
            {
                _requests.Use(share.Pace, -share.Requests);
                _bytes.Use(share.Pace, -share.Bytes);
                share.Pace = pace;
                _requests.Use(share.Pace, share.Requests);
                _bytes.Use(share.Pace, share.Bytes);
            }

            ReturnAndGrant(share, 0, bytes);
        }
    }

    /// <summary>Whether a sender of the lane must end, since a waiting lane without any request can use its slot.</summary>
    internal bool MustYield(LaneShare share)
    {
        if (_waits == 0)
        {
            return false;
        }

        lock (_gate)
        {
            return (share.Requests > 1 || share.Ended >= (share.Pace is Pace.Fast ? FastTurn : 1))
                && Paces.Any(pace => _waiting[(int)pace].Count > 0
                    && _requests.Available(pace) <= 0
                    && _requests.AvailableAfterOneOf(share.Pace, pace) > 0);
        }
    }

    /// <summary>Whether a waiting lane could use what a lane of this pace asks for. Waiting lanes come first.</summary>
    private bool IsAnyWaitingFor(Pace pace) => _waits > 0 && Paces.Any(one => one <= pace && _waiting[(int)one].Count > 0);

    /// <summary>Reserves bytes, and a request if it is the first one. Returns the bytes; 0 if there are too few requests or bytes.</summary>
    private long Take(LaneShare share, bool first)
    {
        if (first && !_requests.AllowsOneMore(share.Pace, held: 0))
        {
            return 0;
        }

        var available = _bytes.Available(share.Pace);

        // If no lane holds any bytes, at least one read must be possible, however small the limit is.
        var bytes = _bytes.Used == 0 ? Math.Clamp(available / 4, MinReadBytes, MaxReadBytes)
            : available < MinReadBytes || share.Bytes > available ? 0
            : Math.Clamp(available / 4, MinReadBytes, MaxReadBytes);
        if (bytes == 0)
        {
            return 0;
        }

        if (first)
        {
            _requests.Use(share.Pace, 1);
            share.Requests++;
            share.Ended = 0;
        }

        UseBytes(share, bytes);
        return bytes;
    }

    private void UseBytes(LaneShare share, long bytes)
    {
        _bytes.Use(share.Pace, bytes);
        share.Bytes += bytes;
    }

    private void ReturnAndGrant(LaneShare share, int requests, long bytes)
    {
        _requests.Use(share.Pace, -requests);
        share.Requests -= requests;
        UseBytes(share, -bytes);
        Grant();
    }

    /// <summary>Gives free requests and bytes to waiting lanes, in the order in which they started to wait.</summary>
    private void Grant()
    {
        while (_waits > 0 && Next() is { } share)
        {
            _waiting[(int)share.Pace].Dequeue();
            _waits--;
            share.Waits = false;

            // A task, since an unhandled exception in a raw work item would end the process. If the wake fails, the recover job wakes the lane.
            _ = Task.Run(share.Wake);
        }
    }

    /// <summary>Of the waiting lanes for which there is enough, takes the one that has waited longest, and reserves its first request and bytes.</summary>
    private LaneShare? Next()
    {
        foreach (var share in _waiting.Where(queue => queue.Count > 0).Select(queue => queue.Peek()).OrderBy(share => share.Turn))
        {
            if (Take(share, first: true) is > 0 and var bytes)
            {
                share.Granted = bytes;
                return share;
            }
        }

        return null;
    }
}
