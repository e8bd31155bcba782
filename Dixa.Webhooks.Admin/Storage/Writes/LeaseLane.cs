namespace Dixa.Webhooks.Admin.Storage.Writes;

/// <summary>The result of <see cref="LeaseLane"/>.</summary>
/// <param name="Held">The process that asked has the lease; otherwise another process has it.</param>
/// <param name="Until">When the lease expires.</param>
public sealed record LaneLease(bool Held, DateTimeOffset Until);

/// <summary>
/// Leases a lane to a process, or extends its lease. During the lease no other process sends the lane's deliveries. If its holder is killed,
/// another process can lease the lane once the lease expires. Null if the lane does not exist.
/// </summary>
/// <param name="SubscriptionId">The webhook.</param>
/// <param name="Owner">The process that asks.</param>
/// <param name="Now">Other leases that end at this time or earlier have expired.</param>
/// <param name="Until">When the new lease expires.</param>
public sealed record LeaseLane(Guid SubscriptionId, Guid Owner, DateTimeOffset Now, DateTimeOffset Until) : StoreWrite<LaneLease?>;
