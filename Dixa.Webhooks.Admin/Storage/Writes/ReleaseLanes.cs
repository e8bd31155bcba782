namespace Dixa.Webhooks.Admin.Storage.Writes;

/// <summary>Releases all lanes of a process, so that other processes need not wait for its leases to expire. Returns how many.</summary>
public sealed record ReleaseLanes(Guid Owner) : StoreWrite<int>;
