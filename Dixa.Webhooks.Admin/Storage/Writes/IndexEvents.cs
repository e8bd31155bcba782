namespace Dixa.Webhooks.Admin.Storage.Writes;

/// <summary>
/// Adds events that an older version stored to the index of subjects. Other writes wait in the meantime, so the list must be short.
/// </summary>
/// <param name="Entries">The new entries.</param>
/// <param name="Remaining">Events up to this key are still not in the index; 0 if all are.</param>
public sealed record IndexEvents(IReadOnlyList<(long Subject, long EventKey)> Entries, long Remaining) : StoreWrite<int>;
