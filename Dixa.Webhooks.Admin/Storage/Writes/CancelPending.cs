namespace Dixa.Webhooks.Admin.Storage.Writes;

/// <summary>
/// Cancels a batch of a disabled webhook's pending deliveries, with the reason why it was disabled. Returns how many; 0 if the webhook is
/// enabled. An attempt in flight is still recorded when it ends. Other writes wait in the meantime, so <paramref name="Limit"/> must be small.
/// </summary>
public sealed record CancelPending(Guid SubscriptionId, DateTimeOffset Now, int Limit) : StoreWrite<int>;
