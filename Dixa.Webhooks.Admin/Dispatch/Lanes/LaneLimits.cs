using Dixa.Webhooks.Admin.Storage.Reads;

namespace Dixa.Webhooks.Admin.Dispatch.Lanes;

/// <summary>The limits of one lane. Times are in timestamp ticks of the monotonic clock.</summary>
/// <param name="Concurrency">Max requests in flight.</param>
/// <param name="BatchSize">Max deliveries per read.</param>
/// <param name="StaleAfter">Deliveries that were read but not started within this time are put back and read again.</param>
/// <param name="FastWithin">If a batch is used up within this time, the next one may be larger.</param>
/// <param name="RescanAfter">After this time a long backlog is read from its start again.</param>
public sealed record LaneLimits(int Concurrency, int BatchSize, long StaleAfter, long FastWithin, long RescanAfter);

/// <summary>What a lane may read next.</summary>
/// <param name="MaxCount">Max deliveries; 0 if nothing may be read now.</param>
/// <param name="Changes">The lane's change counter when the plan was made. If it differs after the read, the batch is discarded.</param>
/// <param name="Taken">Deliveries to skip, since the lane already has them.</param>
/// <param name="After">Where to start; null means from the start.</param>
public sealed record ReadPlan(int MaxCount, int Changes, IReadOnlySet<long> Taken, DuePosition? After)
{
    /// <summary>Max payload bytes. The first delivery is read even if it is larger.</summary>
    public long MaxBytes { get; init; }
}
