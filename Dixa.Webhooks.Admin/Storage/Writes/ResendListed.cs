namespace Dixa.Webhooks.Admin.Storage.Writes;

/// <summary>
/// Resends deliveries of a webhook as a step of a bulk action. Those that cannot be resent, or were resent already, are skipped. Returns the keys of the new
/// deliveries; null if the action has moved or stopped, so that nothing was stored.
/// </summary>
public sealed record ResendListed(BulkMove Move, Guid SubscriptionId, DateTimeOffset Now) : StoreWrite<IReadOnlyList<long>?>;
