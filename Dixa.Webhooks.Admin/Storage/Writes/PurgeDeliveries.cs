namespace Dixa.Webhooks.Admin.Storage.Writes;

/// <summary>
/// Deletes a webhook's oldest final deliveries of an event type that were created before a time, with their attempts. Returns how many. Other
/// writes wait in the meantime, so <paramref name="Limit"/> must be small.
/// </summary>
public sealed record PurgeDeliveries(Guid SubscriptionId, string EventType, DateTimeOffset Before, int Limit) : StoreWrite<int>;
