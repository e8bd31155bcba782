namespace Dixa.Webhooks.Admin.Storage.Writes;

/// <summary>
/// Releases the leases of all lanes, and returns how many. Only valid if no other process can hold a lease: at the startup of the single
/// process of a store, whose predecessor may have been killed.
/// </summary>
public sealed record ReleaseAllLeases : StoreWrite<int>;
