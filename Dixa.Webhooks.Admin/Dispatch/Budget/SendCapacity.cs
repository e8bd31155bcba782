namespace Dixa.Webhooks.Admin.Dispatch.Budget;

/// <summary>This process's requests and payload bytes, and how many of them each lane uses. The lock of the <see cref="SendBudget"/> guards it.</summary>
internal sealed class SendCapacity(SendLimits limits)
{
    private readonly SharedPool _requests = new(limits.Requests);
    private readonly SharedPool _bytes = new(limits.PayloadBytes);

    public long UsedRequests => _requests.Used;

    public long UsedBytes => _bytes.Used;

    /// <summary>Reserves bytes, and a request if it is the first one. Returns the bytes; 0 if there are too few requests or bytes.</summary>
    public long Reserve(LaneShare share, bool first)
    {
        var bytes = first && !_requests.AllowsOneMore(share.Pace, held: 0) ? 0 : BytesForRead(share);
        if (bytes == 0)
        {
            return 0;
        }

        if (first)
        {
            UseRequest(share);
            share.Ended = 0;
        }

        UseBytes(share, bytes);
        return bytes;
    }

    /// <summary>Uses as many of the wanted requests as there are.</summary>
    public int UseRequests(LaneShare share, int wanted)
    {
        var used = 0;
        for (; used < wanted && _requests.AllowsOneMore(share.Pace, share.Requests); used++)
        {
            UseRequest(share);
        }

        return used;
    }

    /// <summary>A negative amount returns them.</summary>
    public void UseBytes(LaneShare share, long bytes)
    {
        _bytes.Use(share.Pace, bytes);
        share.Bytes += bytes;
    }

    public void Return(LaneShare share, int requests, long bytes)
    {
        _requests.Use(share.Pace, -requests);
        share.Requests -= requests;
        UseBytes(share, -bytes);
    }

    public void ChangePace(LaneShare share, Pace pace)
    {
        if (share.Pace != pace)
        {
            _requests.Use(share.Pace, -share.Requests);
            _bytes.Use(share.Pace, -share.Bytes);
            share.Pace = pace;
            _requests.Use(share.Pace, share.Requests);
            _bytes.Use(share.Pace, share.Bytes);
        }
    }

    /// <summary>Whether lanes of a pace have no request left, and would have one if a lane of <paramref name="giver"/> returned one.</summary>
    public bool NeedsOneOf(Pace giver, Pace pace) => _requests.Available(pace) <= 0 && _requests.AvailableAfterOneOf(giver, pace) > 0;

    private void UseRequest(LaneShare share)
    {
        _requests.Use(share.Pace, 1);
        share.Requests++;
    }

    private long BytesForRead(LaneShare share)
    {
        var available = _bytes.Available(share.Pace);

        // If no lane holds any bytes, at least one read must be possible, however small the limit is.
        var mayRead = _bytes.Used == 0 || (available >= SendBudget.MinReadBytes && share.Bytes <= available);
        return mayRead ? Math.Clamp(available / 4, SendBudget.MinReadBytes, SendBudget.MaxReadBytes) : 0;
    }
}
