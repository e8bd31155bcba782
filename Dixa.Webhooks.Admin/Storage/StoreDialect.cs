using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Storage.Failures;
using Dixa.Webhooks.Admin.Storage.Reads;
using Dixa.Webhooks.Admin.Storage.Writes;
using Hangfire;

namespace Dixa.Webhooks.Admin.Storage;

/// <summary>What differs between providers, apart from EF Core: startup, the hot path, and how several processes share the store.</summary>
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
    /// Makes this process the only one that does a task, until the result is disposed or its connection is lost. Null while another process
    /// does it.
    /// </summary>
    internal abstract Task<IAsyncDisposable?> TryAcquireLeadershipAsync(LeaderTask task, CancellationToken cancel);

    /// <summary>The file or the name of the database.</summary>
    internal abstract string Database { get; }

    /// <summary>Names the database in messages.</summary>
    internal string Name => $"the database {Database}";

    /// <summary>The provider's name for people.</summary>
    internal abstract string ProviderName { get; }

    /// <summary>Whether several processes can use the store.</summary>
    internal bool IsShared => Claims is not null;

    /// <summary>Whether there is a store; true if it cannot tell without connecting.</summary>
    internal virtual bool Exists => true;

    /// <summary>Does nothing if it cannot tell without connecting.</summary>
    /// <exception cref="StoreUnavailableException">There is no store.</exception>
    internal virtual void RequireExists()
    {
    }

    /// <summary>Refuses files in which a store cannot work, with the sentences of the start. Changes nothing. Does nothing if it cannot tell without connecting.</summary>
    /// <exception cref="StoreUnavailableException">A file is not usable, is not a database or belongs to another program, or the database was lost.</exception>
    internal virtual void RequireUsable()
    {
    }

    /// <summary>How to back up a database that has tools of its own for it; null if this application makes the backups.</summary>
    internal virtual string? BackupAdvice => null;

    /// <summary>How to restore such a database.</summary>
    internal virtual string? RestoreAdvice => null;

    /// <summary>Takes a few milliseconds.</summary>
    internal abstract Task<StoreSize> ReadSizeAsync(WebhooksDbContext context, CancellationToken cancel);

    /// <summary>The free space of the disk with the database; null if the database is on another machine.</summary>
    internal virtual long? FreeDiskBytes() => null;

    /// <summary>The size of that disk; null if the database is on another machine.</summary>
    internal virtual long? DiskBytes() => null;

    /// <summary>The files and folders of the store that other users of this machine can read or change, with their modes.</summary>
    internal virtual IReadOnlyList<OpenPath> OpenToOthers() => [];

    /// <summary>Whether the folder of the keys is next to the database, so that one copy has both.</summary>
    internal virtual bool KeysAreNextToDatabase => false;

    /// <summary>How far the database's clock is ahead of this machine's; null if they are the same clock.</summary>
    internal virtual Task<TimeSpan?> ReadClockSkewAsync(CancellationToken cancel) => Task.FromResult<TimeSpan?>(null);

    /// <summary>Whether the files of the database can be written and have room to grow. True if they are on another machine.</summary>
    internal virtual bool CanGrow() => true;

    /// <summary>The sizes of the tables that grow. Can take a second for each ten million rows.</summary>
    internal abstract Task<IReadOnlyList<TableSize>> ReadTableSizesAsync(WebhooksDbContext context, CancellationToken cancel);

    /// <summary>Copies committed pages from the write-ahead log into the database, which the next writer would otherwise do within its commit.</summary>
    internal abstract Task CheckpointAsync(CancellationToken cancel);

    /// <summary>
    /// After content was deleted, makes sure that its bytes are also gone from the database's files, as far as the provider allows without locking out
    /// others.
    /// </summary>
    internal abstract Task DiscardOldContentAsync(WebhooksDbContext context, CancellationToken cancel);

    internal abstract WriteSession OpenWriter();

    /// <summary>Opens a separate writer for intake; null if there is one writer for all.</summary>
    internal virtual Func<WriteSession>? OpenIntakeWriter => null;

    internal abstract ValueTask<DueReader> OpenReaderAsync();

    /// <summary>Shares the lanes among processes; null if there is only one.</summary>
    internal virtual LaneClaims? Claims => null;

    /// <summary>Hangfire's storage for jobs that one process runs for all; null if there is only one process.</summary>
    internal virtual JobStorage? SharedJobs => null;

    /// <summary>Opens <see cref="SharedJobs"/>, one process at a time, since that creates its tables.</summary>
    internal virtual Task OpenSharedJobsAsync() => Task.CompletedTask;
}

/// <summary>A file or folder that others can read or change.</summary>
/// <param name="Path">The full path.</param>
/// <param name="Mode">The mode in octal, for example <c>0644</c>.</param>
public sealed record OpenPath(string Path, string Mode);
