using Dixa.Webhooks.Admin.Storage.Failures;
using Dixa.Webhooks.Admin.Storage.Reads;
using Dixa.Webhooks.Admin.Storage.Writes;

namespace Dixa.Webhooks.Admin.Storage;

/// <summary>The provider-specific code that does not use EF Core: startup and the hot path.</summary>
public abstract class StoreDialect
{
    /// <summary>
    /// Migrates the database and then checks the keys with <paramref name="tryKeys"/>, one process at a time. <paramref name="laneReaders"/> is
    /// the number of connections that read lanes at once; null skips the check that there are enough.
    /// </summary>
    /// <exception cref="StoreUnavailableException">Another process uses the database alone, or it cannot be opened.</exception>
    internal abstract Task PrepareAsync(Func<Task> tryKeys, int? laneReaders = null);

    /// <summary>Releases the leases of a killed predecessor, if no other process can hold leases.</summary>
    internal abstract Task ReleaseStaleLeasesAsync(GroupCommit store);

    /// <summary>
    /// Makes this process the leader, which does the work that only one process may do, until the result is disposed or its connection is
    /// lost. Null while another process is the leader.
    /// </summary>
    internal abstract Task<IAsyncDisposable?> TryAcquireLeadershipAsync(CancellationToken cancel);

    /// <summary>Names the database in messages.</summary>
    internal abstract string Name { get; }

    internal abstract WriteSession OpenWriter();

    /// <summary>Opens a separate writer for intake; null if there is one writer for all.</summary>
    internal virtual Func<WriteSession>? OpenIntakeWriter => null;

    internal abstract ValueTask<DueReader> OpenReaderAsync();
}
