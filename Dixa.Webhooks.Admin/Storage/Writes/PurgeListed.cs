namespace Dixa.Webhooks.Admin.Storage.Writes;

/// <summary>
/// Deletes final deliveries of a webhook, with their attempts. Other writes wait in the meantime, so the list must be short.
/// </summary>
public sealed record PurgeListed(Guid SubscriptionId, IReadOnlyList<long> Deliveries) : StoreWrite<int>;
