namespace Dixa.Webhooks.Admin.Storage.Writes;

/// <summary>Deletes entries of the index of subjects. Other writes wait in the meantime, so the list must be short.</summary>
public sealed record PurgeSubjects(IReadOnlyList<(long Subject, long EventKey)> Entries) : StoreWrite<int>;
