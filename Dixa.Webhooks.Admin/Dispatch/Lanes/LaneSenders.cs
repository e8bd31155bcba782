using Dixa.Webhooks.Admin.Dispatch.Budget;

namespace Dixa.Webhooks.Admin.Dispatch.Lanes;

/// <summary>
/// A lane's running senders and its share of the <see cref="SendBudget"/>. The lock of the <see cref="LaneState"/> guards it, with these
/// exceptions: <see cref="IsShort"/> is read without the lock, so it is volatile, and <see cref="Sent"/> uses only the share, which has the
/// lock of the budget.
/// </summary>
/// <param name="concurrency">Max senders.</param>
/// <param name="share">The lane's share.</param>
internal sealed class LaneSenders(int concurrency, LaneShare share)
{
    /// <summary>What <see cref="ReserveRead"/> reserved and <see cref="Start"/> has not used yet: bytes to read, and the first request.</summary>
    private (long Bytes, bool Request) _reserved;

    private volatile bool _isShort;

    public int Count { get; private set; }

    /// <summary>Fewer senders are running than the lane wants, since requests are scarce.</summary>
    public bool IsShort => _isShort;

    /// <summary>Every sender that the lane may have is running.</summary>
    public bool AreAllRunning => Count >= concurrency || (_isShort && Count > 0);

    /// <inheritdoc cref="LaneShare.Waits"/>
    public bool Waits => share.Waits;

    /// <inheritdoc cref="LaneShare.Pace"/>
    public Pace Pace => share.Pace;

    public long ReservedBytes => _reserved.Bytes;

    /// <summary>Reserves bytes for a read, and a request if no sender is running. False if the lane may not read now.</summary>
    public bool ReserveRead()
    {
        ReturnReserved();
        var first = Count == 0;
        var bytes = share.Enter(first);
        _reserved = bytes > 0 ? (bytes, first) : default;
        return bytes > 0;
    }

    public void ReturnReserved()
    {
        if (_reserved is not (0, false))
        {
            share.Return(_reserved.Request ? 1 : 0, _reserved.Bytes);
            _reserved = default;
        }
    }

    /// <summary>Starts senders for a batch that was read, and returns how many. Uses what was reserved for the read.</summary>
    public int Start(int waiting, long readBytes)
    {
        var started = Start(waiting, _reserved.Request, _reserved.Bytes, readBytes);
        _reserved = default;
        return started;
    }

    /// <summary>Starts more senders if requests are no longer scarce, and returns how many.</summary>
    public int Grow(int waiting) => Start(waiting, reserved: false, allowed: 0, read: 0);

    /// <summary>Whether a sender must end, since a waiting lane can use its request.</summary>
    public bool MustYield() => share.MustYield();

    public void Ended(int count)
    {
        Count -= count;
        share.Return(count, 0);
    }

    /// <summary>Payloads that were read are no longer needed.</summary>
    public void ReturnBytes(long bytes) => share.Return(0, bytes);

    /// <summary>A request has ended, and its payload is no longer needed.</summary>
    public void Sent(int payloadBytes, Pace pace) => share.Sent(payloadBytes, pace);

    /// <summary>Starts as many senders as the lane wants and the budget allows.</summary>
    private int Start(int waiting, bool reserved, long allowed, long read)
    {
        var wanted = Math.Min(concurrency - Count, waiting);
        var started = share.Begin(wanted, reserved, allowed, read);
        _isShort = started < wanted;
        Count += started;
        return started;
    }
}
