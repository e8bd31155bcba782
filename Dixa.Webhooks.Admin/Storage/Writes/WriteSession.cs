namespace Dixa.Webhooks.Admin.Storage.Writes;

/// <summary>The writer's connection. Not thread-safe. Must be disposed after a failed commit.</summary>
internal abstract class WriteSession : IDisposable
{
    /// <summary>Runs the writes in one transaction. If it throws, none of them is stored.</summary>
    public abstract void Store(List<StoreWrite> writes);

    /// <summary>Runs the writes in one transaction, each with its own savepoint. Returns the errors of those that cannot be stored.</summary>
    public abstract Dictionary<StoreWrite, Exception> StoreIndividually(List<StoreWrite> writes);

    public abstract void Dispose();
}
