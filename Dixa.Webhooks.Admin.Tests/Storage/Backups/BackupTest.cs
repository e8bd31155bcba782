using Dixa.Webhooks.Admin.Storage.Files;
using Dixa.Webhooks.Admin.Support;
using Microsoft.Data.Sqlite;

namespace Dixa.Webhooks.Admin.Storage.Backups;

/// <summary>A store with its own keys, in a folder with a webhook, and backups of it.</summary>
public abstract class BackupTest : IAsyncLifetime
{
    private TestStore? _store;

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    protected TestStore Store => _store ?? throw new InvalidOperationException("The store is not open.");

    /// <summary>The store's folder is inside this one.</summary>
    protected string Folder { get; } = TestFolder.Create("dixa-webhooks-backup-");

    protected string Data => Path.Combine(Folder, "data");

    protected string Archive => Path.Combine(Folder, "backup.tar.gz");

    protected Guid Webhook { get; private set; }

    internal DiskSpace Disk { get; set; } = new(_ => long.MaxValue);

    internal BackupMaker Maker => new(Files(), Disk, TimeProvider.System);

    public async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(Data);
        await OpenAsync();
        Webhook = await Store.CreateWebhookAsync();
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await CloseAsync();
        Directory.Delete(Folder, recursive: true);
    }

    protected async Task OpenAsync() => _store = await TestStore.OpenAtAsync(Data);

    /// <summary>Ends the process that uses the store.</summary>
    protected async Task CloseAsync()
    {
        if (_store is not null)
        {
            await _store.DisposeAsync();
            _store = null;
        }
    }

    protected StoreFiles Files(string keys = "") => StoreFiles.Resolve(
        new StorageOptions { ConnectionString = $"Data Source={Path.Combine(Data, "webhooks.db")}", KeyRingPath = keys }, AppContext.BaseDirectory);

    /// <summary>Runs a restore like a process of its own.</summary>
    internal RestoredBackup Restore(string? archive = null, string keys = "")
    {
        var files = Files(keys);
        using var process = new SingleProcess(files);
        return new BackupRestorer(files, process, Disk, TimeProvider.System).Restore(archive ?? Archive);
    }

    /// <summary>All files in the store's folder with their content.</summary>
    protected Dictionary<string, string> Content() => Directory.EnumerateFiles(Data, "*", SearchOption.AllDirectories)
        .Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)).ToDictionary(file => file, file => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(file))));

    protected static async Task ExecuteAsync(string database, string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={database};Pooling=False");
        await connection.OpenAsync(Cancel);
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The SQL is the test's own.
        command.CommandText = sql;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(Cancel);
    }
}
