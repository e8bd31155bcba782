namespace Dixa.Webhooks.Admin.Dispatch.Lanes;

/// <summary>How many deliveries a lane reads at once, adapted to how fast it sends them. The lock of the <see cref="LaneState"/> guards it.</summary>
internal sealed class BatchSize(LaneLimits limits)
{
    private long _filledAt;

    public int Current { get; private set; } = limits.Concurrency;

    /// <summary>At most half a batch is left, so the next one should be read if more is due.</summary>
    public bool IsLow(int waiting) => waiting <= Current / 2;

    /// <summary>Deliveries of the last batch have waited too long. They may have been cancelled, and they hold memory.</summary>
    public bool IsStale(long timestamp) => timestamp - _filledAt > limits.StaleAfter;

    /// <summary>A batch was read.</summary>
    public void Filled(long timestamp) => _filledAt = timestamp;

    /// <summary>Multiplies the batch size by four if the lane used up its batch quickly, and halves it if the lane is slow.</summary>
    public void Adapt(long timestamp, bool moreDue)
    {
        var fast = timestamp - _filledAt < limits.FastWithin;
        if (!fast || moreDue)
        {
            Current = Math.Clamp(fast ? Current * 4 : Current / 2, limits.Concurrency, Math.Max(limits.Concurrency, limits.BatchSize));
        }
    }
}
