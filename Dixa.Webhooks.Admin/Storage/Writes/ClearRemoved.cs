namespace Dixa.Webhooks.Admin.Storage.Writes;

/// <summary>
/// Deletes a batch of a removed webhook's history, with its test events, and returns how many deliveries. Other events stay as long as the retention
/// allows, so that another webhook can still get them. The last batch also completes the removal. Other writes wait in the meantime, so
/// <paramref name="Limit"/> must be small.
/// </summary>
public sealed record ClearRemoved(Guid SubscriptionId, int Limit) : StoreWrite<int>;
