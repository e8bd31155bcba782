namespace Dixa.Webhooks.Admin.Dispatch.Lanes;

/// <summary>What one lane holds of the <see cref="SendBudget"/>, whose lock guards it.</summary>
/// <param name="budget">What it is a share of.</param>
/// <param name="granted">Called when the lane, which had to wait, may read; on the thread pool.</param>
internal sealed class LaneShare(SendBudget budget, Action granted)
{
    private volatile bool _waits;
    private volatile Pace _pace = Pace.Unknown;

    /// <summary>How long its requests take.</summary>
    public Pace Pace
    {
        get => _pace;
        set => _pace = value;
    }

    /// <summary>It waits for its turn, and is woken when it has come.</summary>
    public bool Waits
    {
        get => _waits;
        set => _waits = value;
    }

    /// <summary>Requests that it has, or may begin.</summary>
    public int Requests { get; set; }

    /// <summary>Bytes of payloads that it has, or may read.</summary>
    public long Bytes { get; set; }

    /// <summary>What it was given while it waited; null when it was given nothing.</summary>
    public long? Granted { get; set; }

    /// <summary>When it began to wait, among those that wait.</summary>
    public long Turn { get; set; }

    /// <summary>Requests it has begun since it last had to wait.</summary>
    public int Begun { get; set; }

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
