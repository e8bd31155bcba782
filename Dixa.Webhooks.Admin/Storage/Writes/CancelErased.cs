namespace Dixa.Webhooks.Admin.Storage.Writes;

/// <summary>
/// Cancels pending deliveries of a webhook because a person in their events is erased. Returns how many. An attempt in flight is still recorded when
/// it ends. Other writes wait in the meantime, so the list must be short.
/// </summary>
public sealed record CancelErased(Guid SubscriptionId, IReadOnlyList<long> Deliveries, DateTimeOffset Now) : StoreWrite<int>;
