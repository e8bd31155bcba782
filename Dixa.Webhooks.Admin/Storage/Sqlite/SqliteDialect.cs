using System.Data.Common;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Storage.Backups;
using Dixa.Webhooks.Admin.Storage.Failures;
using Dixa.Webhooks.Admin.Storage.Files;
using Dixa.Webhooks.Admin.Storage.Reads;
using Dixa.Webhooks.Admin.Storage.Writes;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Storage.Sqlite;

/// <summary>A SQLite file, for one process.</summary>
internal sealed class SqliteDialect(IDbContextFactory<SqliteWebhooksContext> contexts, StoreFiles files, SingleProcess process, SqliteUpgrade upgrade, PrivateFiles privacy, SqliteWriteGate gate)
    : StoreDialect
{
    /// <summary>The number of files that the connections open under load.</summary>
    public const int OpenFiles = 48;

    private const int MaxCheckpoints = 100;

    /// <summary>With less free space, the next checkpoint can fail although small writes still succeed.</summary>
    private const long MinFreeDiskBytes = 1 << 20;

    private static readonly TimeSpan CheckpointPause = TimeSpan.FromMilliseconds(100);

    internal override string Database => files.Database;

    internal override string ProviderName => "SQLite";

    internal override bool KeysAreNextToDatabase => Path.GetDirectoryName(files.KeyFolder) == Path.GetDirectoryName(files.Database);

    internal override async Task PrepareAsync(Func<Task> tryKeys, int? laneReaders = null)
    {
        using var umask = PrivateUmask.Set();
        SqliteFileCheck.RefuseNetwork(files);
        RefuseUnusableFolder();
        StoreFolders.Create(files);
        privacy.Tighten();
        process.Claim();
        RefuseKeysWithoutDatabase();
        try
        {
            await using (var context = await contexts.CreateDbContextAsync())
            {
                SqliteFileCheck.RefuseForeign(files, context.Database.GetMigrations());
            }

            await upgrade.RunAsync();
            await tryKeys();
        }
        catch (DbException error) when ((error is StoreUnavailableException failed ? failed.Cause : error) is SqliteException cause)
        {
            throw CannotOpen(cause, error);
        }
    }

    internal override void RequireUsable()
    {
        SqliteFileCheck.RefuseNetwork(files);
        RefuseUnusableFolder();
        RefuseKeysWithoutDatabase();
        try
        {
            using var context = contexts.CreateDbContext();
            SqliteFileCheck.RefuseForeign(files, context.Database.GetMigrations());
        }
        catch (SqliteException error)
        {
            throw CannotOpen(error, error);
        }
    }

    internal override Task ReleaseStaleLeasesAsync(GroupCommit store) => store.CommitAsync(new ReleaseAllLeases());

    /// <summary>Always the leader, since there is no other process. The stream only serves as an object to dispose.</summary>
    internal override Task<IAsyncDisposable?> TryAcquireLeadershipAsync(LeaderTask task, CancellationToken cancel) => Task.FromResult<IAsyncDisposable?>(new MemoryStream());

    internal override bool Exists => File.Exists(files.Database);

    internal override void RequireExists()
    {
        if (!Exists)
        {
            throw new StoreUnavailableException($"Storage:ConnectionString: there is no database {files.Database}. Set it to the database that the application uses.");
        }
    }

    internal override Task<StoreSize> ReadSizeAsync(WebhooksDbContext context, CancellationToken cancel) => SqliteSizes.ReadAsync(context, cancel);

    /// <summary>A passive checkpoint waits for nobody, and nobody waits for it. On another thread, because SQLite blocks.</summary>
    internal override Task CheckpointAsync(CancellationToken cancel) => Task.Run(
        async () =>
        {
            await using var context = contexts.CreateDbContext();
            await context.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(PASSIVE)", cancel);
        },
        cancel);

    /// <summary>
    /// Deleted content is overwritten in the database (secure_delete), but the write-ahead log still has the earlier pages. A checkpoint truncates the log, unless
    /// another connection is reading, so it is tried for a while.
    /// </summary>
    internal override async Task DiscardOldContentAsync(WebhooksDbContext context, CancellationToken cancel)
    {
        for (var tries = 0; tries < MaxCheckpoints; tries++)
        {
            if ((await context.Database.SqlQueryRaw<long>("PRAGMA wal_checkpoint(TRUNCATE)").ToListAsync(cancel)) is [0])
            {
                return;
            }

            await Task.Delay(CheckpointPause, cancel);
        }

        throw new StoreUnavailableException($"The write-ahead log of {Name} cannot be truncated, because other connections keep reading from it.");
    }

    internal override long? FreeDiskBytes() => new DriveInfo(Path.GetDirectoryName(files.Database)!).AvailableFreeSpace;

    internal override long? DiskBytes() => new DriveInfo(Path.GetDirectoryName(files.Database)!).TotalSize;

    internal override IReadOnlyList<OpenPath> OpenToOthers() => privacy.OpenToOthers();

    /// <summary>
    /// The writer's open connection can write a file that was made read-only, but new connections cannot. Opening the file to find out would release SQLite's
    /// locks on it.
    /// </summary>
    internal override bool CanGrow() =>
        File.Exists(files.Database)
        && (OperatingSystem.IsWindows() ? !new FileInfo(files.Database).IsReadOnly : File.GetUnixFileMode(files.Database).HasFlag(UnixFileMode.UserWrite))
        && FreeDiskBytes() >= MinFreeDiskBytes;

    internal override Task<IReadOnlyList<TableSize>> ReadTableSizesAsync(WebhooksDbContext context, CancellationToken cancel) => SqliteSizes.ReadTablesAsync(context, cancel);

    internal override WriteSession OpenWriter() => new SqliteSession(contexts.CreateDbContext(), gate);

    private StoreUnavailableException CannotOpen(SqliteException cause, DbException error) =>
        new($"Storage:ConnectionString: the database {files.Database} cannot be opened. {SqliteErrors.Advice(cause)}", error);

    private void RefuseUnusableFolder()
    {
        if (Path.GetDirectoryName(files.Database) is { } folder && Directory.Exists(folder) && UnixAccess.Error(folder, "folder") is { } unusable)
        {
            throw new StoreUnavailableException($"Storage:ConnectionString: {unusable}");
        }
    }

    /// <summary>Keys are created after the database. Keys without a database mean that the database was lost; a new one would hide the loss.</summary>
    private void RefuseKeysWithoutDatabase()
    {
        var database = new FileInfo(files.Database);
        if (database is not { Exists: true, Length: > 0 } && KeyFiles.In(files.KeyFolder).Count > 0)
        {
            throw new StoreUnavailableException(
                $"Storage:ConnectionString: the database {files.Database} {(database.Exists ? "is empty" : "does not exist")}, but there are keys of a store in {files.KeyFolder}. "
                + "Restore the database from a backup. For a new store, remove that folder, or set Storage:KeyRingPath to another one.");
        }
    }

    internal override ValueTask<DueReader> OpenReaderAsync() => ValueTask.FromResult<DueReader>(new SqliteDueReader(contexts.CreateDbContext()));
}
