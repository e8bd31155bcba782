using Dixa.Webhooks.Admin.Storage.Reads;
using Dixa.Webhooks.Admin.Storage.Writes;

namespace Dixa.Webhooks.Admin.Storage;

/// <summary>What one provider does in its own way, where EF Core is not asked: the start and the hot path.</summary>
public abstract class StoreDialect
{
    /// <summary>Brings the tables up to this version, and then tries the keys, before another process does either.</summary>
    /// <exception cref="StoreUnavailableException">The store is another process's alone, or something of it cannot be had.</exception>
    internal abstract Task PrepareAsync(Func<Task> tryKeys);

    /// <summary>Frees what a killed predecessor held, where no other process can hold it.</summary>
    internal abstract Task FreeAsync(GroupCommit store);

    /// <summary>
    /// Makes this process the one that does what is done once for all, until the result is disposed or its connection is lost; null while
    /// another is.
    /// </summary>
    internal abstract Task<IAsyncDisposable?> TryLeadAsync(CancellationToken cancel);

    /// <summary>Which database it is, for people.</summary>
    internal abstract string Name { get; }

    internal abstract WriteSession OpenWriter();

    internal abstract ValueTask<DueReader> OpenReaderAsync();
}
