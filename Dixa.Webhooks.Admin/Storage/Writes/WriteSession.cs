namespace Dixa.Webhooks.Admin.Storage.Writes;

/// <summary>The writer's connection. Used by one thread; after an exception of a commit it is of no more use.</summary>
internal abstract class WriteSession : IDisposable
{
    /// <summary>Runs the writes in one transaction. When it throws, nothing of them is stored.</summary>
    public abstract void Store(List<StoreWrite> writes);

    /// <summary>Runs the writes in one transaction, each so that it can be undone alone, and returns those that cannot be stored.</summary>
    public abstract Dictionary<StoreWrite, Exception> StoreIndividually(List<StoreWrite> writes);

    public abstract void Dispose();
}
