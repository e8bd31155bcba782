using Dixa.Webhooks.Admin.Storage.Reads;

namespace Dixa.Webhooks.Admin.Dispatch.Lanes;

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
