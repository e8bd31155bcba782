using System.Data.Common;

namespace Dixa.Webhooks.Admin.Storage;

/// <summary>A lane that a process has claimed.</summary>
/// <param name="SubscriptionId">The webhook.</param>
/// <param name="TakenOver">Another process let its lease expire although a delivery was due.</param>
public sealed record ClaimedLane(Guid SubscriptionId, bool TakenOver);

/// <summary>Shares the lanes of a store among the processes that use it.</summary>
public abstract class LaneClaims
{
    /// <summary>
    /// Leases unleased lanes that have due deliveries to <paramref name="owner"/> until <paramref name="until"/>. Returns at most
    /// <paramref name="limit"/> lanes, so that other processes get some too.
    /// </summary>
    /// <exception cref="DbException">The store is not available.</exception>
    public abstract Task<IReadOnlyList<ClaimedLane>> ClaimAsync(Guid owner, DateTimeOffset now, DateTimeOffset until, int limit, CancellationToken cancel);

    /// <summary>The lanes of a process that have due deliveries.</summary>
    /// <inheritdoc cref="ClaimAsync"/>
    public abstract Task<IReadOnlyList<Guid>> OwnAsync(Guid owner, DateTimeOffset now, CancellationToken cancel);
}
