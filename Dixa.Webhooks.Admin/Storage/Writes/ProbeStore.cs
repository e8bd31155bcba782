namespace Dixa.Webhooks.Admin.Storage.Writes;

/// <summary>
/// Finds out whether the store can be written: it stores a row of a few pages and deletes it again, in one transaction. Its key must be unique among
/// all processes, so that none waits for another.
/// </summary>
/// <param name="Key">A negative number.</param>
public sealed record ProbeStore(long Key) : StoreWrite<bool>;
