namespace Dixa.Webhooks.Admin.Storage.Writes;

/// <summary>
/// Deletes a batch of a removed webhook's history, with the events that no other delivery needs, and returns how many deliveries. The last batch also completes the removal. Other writes
/// wait in the meantime, so <paramref name="Limit"/> must be small.
/// </summary>
public sealed record ClearRemoved(Guid SubscriptionId, int Limit) : StoreWrite<int>;
