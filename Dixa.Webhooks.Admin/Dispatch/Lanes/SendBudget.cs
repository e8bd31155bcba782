namespace Dixa.Webhooks.Admin.Dispatch.Lanes;

/// <summary>
/// Shares this process's requests in flight and its memory for payloads among the lanes. While there is plenty, a lane takes what it
/// wants. When it is scarce, a lane takes no more than what is left, lanes whose requests take long leave some to the others, and a lane
/// with nothing waits for its turn: those with more give theirs up one by one.
/// </summary>
public sealed class SendBudget(SendLimits limits)
{
    /// <summary>The most bytes that a lane reads at a time.</summary>
    public const long MaxReadBytes = 4 * 1024 * 1024;

    /// <summary>The fewest: the largest event with its envelope.</summary>
    public const long MinReadBytes = (1024 * 1024) + (64 * 1024);

    /// <summary>Requests that a fast lane may begin one after another while another lane waits. A slow one begins one.</summary>
    private const int FastTurn = 64;

    private static readonly Pace[] Paces = [Pace.Fast, Pace.Unknown, Pace.Slow];

    private readonly Lock _gate = new();
    private readonly SharedPool _requests = new(limits.Requests);
    private readonly SharedPool _bytes = new(limits.PayloadBytes);
    private readonly Queue<LaneShare>[] _waiting = [new(), new(), new()];
    private volatile int _waits;
    private long _turns;

    /// <summary>How many lanes wait for their turn.</summary>
    public int Waiting => _waits;

    /// <summary>Requests that are in flight or reserved.</summary>
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

    /// <summary>Bytes of payloads that are read, or may be.</summary>
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

    /// <summary>Asks for the right to read deliveries.</summary>
    /// <param name="share">The lane's.</param>
    /// <param name="first">The lane has no request in flight: one is reserved, and without it the lane waits for its turn.</param>
    /// <returns>How many bytes it may read; 0 when it may not read now.</returns>
    internal long Enter(LaneShare share, bool first)
    {
        lock (_gate)
        {
            if (share.Granted is { } granted)
            {
                share.Granted = null;
                if (!first)
                {
                    GiveBack(share, 1, 0);
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

    /// <summary>Begins requests for what was read.</summary>
    /// <param name="share">The lane's.</param>
    /// <param name="wanted">How many it would like.</param>
    /// <param name="reserved">One is reserved already.</param>
    /// <param name="allowed">Bytes that it was allowed to read.</param>
    /// <param name="read">Bytes that it has read.</param>
    /// <returns>How many it may begin.</returns>
    internal int Begin(LaneShare share, int wanted, bool reserved, long allowed, long read)
    {
        lock (_gate)
        {
            // Lanes that wait were given what they may have, so that this takes nothing from them.
            var begun = reserved ? Math.Min(1, wanted) : 0;
            while (begun < wanted && _requests.AllowsOneMore(share.Pace, share.Requests))
            {
                _requests.Use(share.Pace, 1);
                share.Requests++;
                begun++;
            }

            UseBytes(share, read - allowed);
            if (reserved && wanted == 0)
            {
                GiveBack(share, 1, 0);
            }
            else if (read < allowed)
            {
                Grant();
            }

            return begun;
        }
    }

    /// <summary>Gives back requests that have ended and bytes that are not needed.</summary>
    internal void Return(LaneShare share, int requests, long bytes)
    {
        lock (_gate)
        {
            GiveBack(share, requests, bytes);
        }
    }

    /// <summary>A request has ended.</summary>
    /// <param name="share">The lane's.</param>
    /// <param name="bytes">The payload's, which is no longer needed.</param>
    /// <param name="pace">How long the request took.</param>
    internal void Sent(LaneShare share, long bytes, Pace pace)
    {
        lock (_gate)
        {
            share.Begun++;
            if (share.Pace != pace)
            {
                _requests.Use(share.Pace, -share.Requests);
                _bytes.Use(share.Pace, -share.Bytes);
                share.Pace = pace;
                _requests.Use(share.Pace, share.Requests);
                _bytes.Use(share.Pace, share.Bytes);
            }

            GiveBack(share, 0, bytes);
        }
    }

    /// <summary>Whether one of the lane's requests must not be followed by another, since a lane that has none could have it.</summary>
    internal bool MustYield(LaneShare share)
    {
        if (_waits == 0)
        {
            return false;
        }

        lock (_gate)
        {
            return (share.Requests > 1 || share.Begun >= (share.Pace is Pace.Fast ? FastTurn : 1))
                && Paces.Any(pace => _waiting[(int)pace].Count > 0
                    && _requests.Available(pace) <= 0
                    && _requests.AvailableAfterOneOf(share.Pace, pace) > 0);
        }
    }

    /// <summary>Whether a lane that waits could use what a lane of this pace asks for. Those that wait come first.</summary>
    private bool IsAnyWaitingFor(Pace pace) => _waits > 0 && Paces.Any(one => one <= pace && _waiting[(int)one].Count > 0);

    /// <summary>How many bytes the lane may read; 0 when there is too little of anything.</summary>
    private long Take(LaneShare share, bool first)
    {
        if (first && !_requests.AllowsOneMore(share.Pace, held: 0))
        {
            return 0;
        }

        var available = _bytes.Available(share.Pace);

        // The first delivery of a read always passes. While nobody has any, that is so however little memory there is.
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
            share.Begun = 0;
        }

        UseBytes(share, bytes);
        return bytes;
    }

    private void UseBytes(LaneShare share, long bytes)
    {
        _bytes.Use(share.Pace, bytes);
        share.Bytes += bytes;
    }

    private void GiveBack(LaneShare share, int requests, long bytes)
    {
        _requests.Use(share.Pace, -requests);
        share.Requests -= requests;
        UseBytes(share, -bytes);
        Grant();
    }

    /// <summary>Gives those that wait what there is, in the order in which they came.</summary>
    private void Grant()
    {
        while (_waits > 0 && Next() is { } share)
        {
            _waiting[(int)share.Pace].Dequeue();
            _waits--;
            share.Waits = false;

            // As a task: an exception that leaves a raw work item ends the process, and the recover job wakes a lane that was not woken here.
            _ = Task.Run(share.Wake);
        }
    }

    /// <summary>The one that has waited longest of those for which there is enough, which it is given.</summary>
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
