using Dixa.Webhooks.Admin.Storage.Reads;

namespace Dixa.Webhooks.Admin.Dispatch.Lanes;

/// <summary>A lane's bounds.</summary>
/// <param name="Concurrency">Requests in flight.</param>
/// <param name="Slice">Deliveries that are read at most at a time.</param>
/// <param name="StaleAfter">What was taken and not begun in this time is read again, in the clock's ticks.</param>
/// <param name="FastWithin">A slice that is used up within this time may grow, in the clock's ticks.</param>
/// <param name="RescanAfter">So often at least a long backlog is read from its beginning again, in the clock's ticks.</param>
public sealed record LaneLimits(int Concurrency, int BatchSize, long StaleAfter, long FastWithin, long RescanAfter);

/// <summary>What a lane's job may take.</summary>
/// <param name="Most">At most so many deliveries.</param>
/// <param name="Changes">How often the webhook was changed before they are read.</param>
/// <param name="Taken">Deliveries that are taken already.</param>
/// <param name="After">Where it begins to read; null for the beginning.</param>
public sealed record ReadPlan(int Most, int Changes, IReadOnlySet<long> Taken, DuePosition? After)
{
    /// <summary>The most bytes of payloads. The first delivery is read however large it is.</summary>
    public long Bytes { get; init; }
}
