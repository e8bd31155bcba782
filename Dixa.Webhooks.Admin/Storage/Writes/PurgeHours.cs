namespace Dixa.Webhooks.Admin.Storage.Writes;

/// <summary>Deletes a webhook's hours that start before a time. Returns how many.</summary>
public sealed record PurgeHours(Guid SubscriptionId, DateTimeOffset Before) : StoreWrite<int>;
