namespace Dixa.Webhooks.Admin.Storage.Writes;

/// <summary>
/// Deletes events that no delivery needs and that were received before a time. Returns how many. Other writes wait in the meantime, so the range
/// of keys must be small.
/// </summary>
/// <param name="After">The range starts after this key.</param>
/// <param name="UpTo">The range ends with this key.</param>
/// <param name="Before">Events that were received at this time or later stay.</param>
public sealed record PurgeEvents(long After, long UpTo, DateTimeOffset Before) : StoreWrite<int>;
