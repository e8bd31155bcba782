namespace Dixa.Webhooks.Admin.Storage.Writes;

/// <summary>
/// Cancels deliveries of a webhook as a step of a bulk action. Those that are not pending are skipped. Returns how many were cancelled; null if the action
/// has moved or stopped, so that nothing was stored. An attempt in flight is still recorded when it ends.
/// </summary>
public sealed record CancelListed(BulkMove Move, Guid SubscriptionId, string ActorName, DateTimeOffset Now) : StoreWrite<int?>;
