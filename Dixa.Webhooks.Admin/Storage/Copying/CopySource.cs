using Dixa.Webhooks.Admin.Storage.Backups;
using Dixa.Webhooks.Admin.Storage.Failures;
using Dixa.Webhooks.Admin.Storage.Files;
using Dixa.Webhooks.Admin.Storage.Keys;
using Dixa.Webhooks.Admin.Storage.Sqlite;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.Options;

namespace Dixa.Webhooks.Admin.Storage.Copying;

/// <summary>The SQLite store to copy. Its contexts decrypt nothing, so they need no keys.</summary>
internal sealed class CopySource : IDbContextFactory<SqliteWebhooksContext>, IDisposable
{
    private readonly StoreFiles _files;
    private readonly SingleProcess _process;
    private readonly DbContextOptions<SqliteWebhooksContext> _options;
    private readonly EphemeralDataProtectionProvider _noKeys = new();

    private CopySource(StoreFiles files)
    {
        (_files, _process) = (files, new SingleProcess(files));
        _options = new DbContextOptionsBuilder<SqliteWebhooksContext>()
            .UseSqlite(files.ConnectionString).AddInterceptors(SqlitePragmas.Interceptor).ReplaceService<IModelCacheKeyFactory, ProtectorModelKey>().Options;
    }

    /// <summary>The full path of the database.</summary>
    public string Database => _files.Database;

    public IEnumerable<string> KeyFiles => Directory.Exists(_files.KeyFolder) ? Directory.GetFiles(_files.KeyFolder, "*.xml") : [];

    /// <summary>Locks the store for this process, and migrates it to this version.</summary>
    /// <param name="source">A SQLite file, relative to the current folder, or its connection string.</param>
    /// <param name="logging">For the migration.</param>
    /// <param name="cancel">Cancels between two steps.</param>
    /// <exception cref="StoreUnavailableException">There is no store, it is not one of this application, or another process uses it.</exception>
    public static async Task<CopySource> OpenAsync(string source, ILoggerFactory logging, CancellationToken cancel)
    {
        var opened = new CopySource(Resolve(source));
        try
        {
            opened._process.Claim();
            await opened.PrepareAsync(logging, cancel);
            return opened;
        }
        catch (SqliteException error)
        {
            opened.Dispose();
            throw new StoreUnavailableException($"{MigrateStoreOption.Name}: {opened.Database} is not a store of this application. {error.Message}", error);
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    public SqliteWebhooksContext CreateDbContext() => new(_options, _noKeys);

    public async Task<SqliteConnection> ConnectAsync(CancellationToken cancel)
    {
        var connection = new SqliteConnection(_files.ConnectionString);
        await connection.OpenAsync(cancel);
        return connection;
    }

    public void Dispose() => _process.Dispose();

    private static StoreFiles Resolve(string source)
    {
        var text = source.Contains('=', StringComparison.Ordinal) ? source : new SqliteConnectionStringBuilder { DataSource = Path.GetFullPath(source) }.ConnectionString;
        var files = StoreFiles.Resolve(new StorageOptions { ConnectionString = text }, AppContext.BaseDirectory);
        return File.Exists(files.Database) ? files : throw new StoreUnavailableException($"{MigrateStoreOption.Name}: there is no store {files.Database}.");
    }

    /// <summary>Migrates the file, and releases all leases, since no process uses it.</summary>
    private async Task PrepareAsync(ILoggerFactory logging, CancellationToken cancel)
    {
        var snapshot = new UpgradeSnapshot(
            _files, new BackupMaker(_files, DiskSpace.OfMachine, TimeProvider.System), Options.Create(new StorageOptions()), TimeProvider.System, logging.CreateLogger<UpgradeSnapshot>());
        await new SqliteUpgrade(this, _files, snapshot, logging.CreateLogger<SqliteUpgrade>()).RunAsync();
        await using var context = CreateDbContext();
        await context.Lanes.Where(lane => lane.LeaseOwner != null).ExecuteUpdateAsync(
            lane => lane.SetProperty(row => row.LeaseOwner, (Guid?)null).SetProperty(row => row.LeaseUntil, (DateTimeOffset?)null), cancel);
    }
}
