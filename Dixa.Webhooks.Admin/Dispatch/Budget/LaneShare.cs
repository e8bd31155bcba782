namespace Dixa.Webhooks.Admin.Dispatch.Budget;

/// <summary>
/// One lane's share of the <see cref="SendBudget"/>. The budget's lock guards all of it. Only <see cref="Pace"/> and <see cref="Waits"/> are
/// also read without the lock, so they are volatile.
/// </summary>
/// <param name="budget">The budget that all lanes share.</param>
/// <param name="granted">Called on the thread pool when the lane had to wait and may read now.</param>
internal sealed class LaneShare(SendBudget budget, Action granted)
{
    private volatile bool _waits;
    private volatile Pace _pace = Pace.Unknown;

    public Pace Pace
    {
        get => _pace;
        set => _pace = value;
    }

    /// <summary>The lane is queued for its turn, and is woken when it comes.</summary>
    public bool Waits
    {
        get => _waits;
        set => _waits = value;
    }

    /// <summary>Requests in flight or reserved.</summary>
    public int Requests { get; set; }

    /// <summary>Payload bytes in memory or reserved for a read.</summary>
    public long Bytes { get; set; }

    /// <summary>The bytes that were granted while the lane waited; null if nothing was granted.</summary>
    public long? Granted { get; set; }

    /// <summary>The lane's position in the order of waiting lanes.</summary>
    public long Turn { get; set; }

    /// <summary>Requests that ended since the lane last got its first request.</summary>
    public int Ended { get; set; }

    /// <inheritdoc cref="SendBudget.Enter"/>
    public long Enter(bool first) => budget.Enter(this, first);

    /// <inheritdoc cref="SendBudget.Begin"/>
    public int Begin(int wanted, bool reserved, long allowed, long read) => budget.Begin(this, wanted, reserved, allowed, read);

    /// <inheritdoc cref="SendBudget.Return"/>
    public void Return(int requests, long bytes) => budget.Return(this, requests, bytes);

    /// <inheritdoc cref="SendBudget.Sent"/>
    public void Sent(long bytes, Pace pace) => budget.Sent(this, bytes, pace);

    /// <inheritdoc cref="SendBudget.MustYield"/>
    public bool MustYield() => budget.MustYield(this);

    public void Wake() => granted();
}
