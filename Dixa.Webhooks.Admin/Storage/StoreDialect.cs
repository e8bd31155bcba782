using Dixa.Webhooks.Admin.Storage.Reads;
using Dixa.Webhooks.Admin.Storage.Writes;

namespace Dixa.Webhooks.Admin.Storage;

/// <summary>What one provider does in its own way, where EF Core is not asked: the start and the hot path.</summary>
public abstract class StoreDialect
{
    /// <summary>Brings the tables up to this version, and then tries the keys, before another process does either.</summary>
    /// <param name="tryKeys">Tries the keys.</param>
    /// <param name="laneReaders">How many connections will read lanes at a time; null when that is of no interest.</param>
    /// <exception cref="StoreUnavailableException">The store is another process's alone, or something of it cannot be had.</exception>
    internal abstract Task PrepareAsync(Func<Task> tryKeys, int? laneReaders = null);

    /// <summary>Frees what a killed predecessor held, where no other process can hold it.</summary>
    internal abstract Task ReleaseStaleLeasesAsync(GroupCommit store);

    /// <summary>
    /// Makes this process the one that does what is done once for all, until the result is disposed or its connection is lost; null while
    /// another is.
    /// </summary>
    internal abstract Task<IAsyncDisposable?> TryAcquireLeadershipAsync(CancellationToken cancel);

    /// <summary>Which database it is, for people.</summary>
    internal abstract string Name { get; }

    internal abstract WriteSession OpenWriter();

    /// <summary>Opens a writer that the intake has for itself; null where there is one writer for all.</summary>
    internal virtual Func<WriteSession>? OpenIntakeWriter => null;

    internal abstract ValueTask<DueReader> OpenReaderAsync();
}
