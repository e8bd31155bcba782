using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using System.Xml.Linq;
using Dixa.Webhooks.Admin.Storage.Failures;
using Dixa.Webhooks.Admin.Storage.Files;
using Dixa.Webhooks.Admin.Storage.Keys;
using Dixa.Webhooks.Admin.Storage.Postgres;
using Dixa.Webhooks.Admin.Storage.Sqlite;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;

namespace Dixa.Webhooks.Admin.Storage.Copying;

/// <summary>
/// Copies a SQLite store into an empty PostgreSQL database: keys and rows without changes, checked by counts and checksums. An interrupted copy
/// resumes when it is started again.
/// </summary>
[SuppressMessage("Security", "CA2100:Review SQL queries for security vulnerabilities", Justification = "The names are the model's.")]
internal sealed partial class StoreCopy(
    PostgresDialect dialect, IDbContextFactory<PostgresWebhooksContext> contexts, PostgresSource target, KeyLocation keys, ILoggerFactory logging)
{
    /// <summary>Rows per batch. An interruption loses at most one batch.</summary>
    public const int BatchSize = 10_000;

    // This table exists until the copy is complete, and contains the source file.
    private const string Begin = "CREATE TABLE IF NOT EXISTS store_copy (source text PRIMARY KEY)";
    private const string End = "DROP TABLE store_copy";

    private readonly ILogger _logger = logging.CreateLogger<StoreCopy>();

    /// <summary>
    /// The source is a SQLite file, relative to the current folder, or its connection string. Batches that are copied before a cancellation stay.
    /// </summary>
    /// <exception cref="StoreUnavailableException">The store cannot be copied, or the copy differs from the original. The message says what to do.</exception>
    public async Task RunAsync(string source, CancellationToken cancel)
    {
        var files = Resolve(source);
        using var process = new SingleProcess(files);
        process.Claim();
        try
        {
            await PrepareSourceAsync(files, cancel);
        }
        catch (SqliteException error)
        {
            throw new StoreUnavailableException($"--migrate-store: {files.Database} is not a store of this application. {error.Message}", error);
        }

        // The copy gets the id of the original, so connections to the target must not expect its current id.
        target.Expect(null);
        await dialect.MigrateAsync(() => CopyKeysAsync(files, cancel));

        await using var from = new SqliteConnection(files.ConnectionString);
        await from.OpenAsync(cancel);
        await using var to = await target.Connections.OpenConnectionAsync(cancel);
        await ExecuteAsync(to, PostgresConnection.WithoutTimeouts, cancel);
        await BeginAsync(to, files, cancel);
        var tables = await TablesAsync(files, cancel);
        foreach (var table in tables)
        {
            await CopyAsync(from, to, table, cancel);
        }

        foreach (var table in tables)
        {
            await CheckAsync(from, to, table, cancel);
        }

        await ExecuteAsync(to, End, cancel);
        Log.Done(_logger, files.Database);
    }

    private static StoreFiles Resolve(string source)
    {
        var text = source.Contains('=', StringComparison.Ordinal) ? source : new SqliteConnectionStringBuilder { DataSource = Path.GetFullPath(source) }.ConnectionString;
        var files = StoreFiles.Resolve(new StorageOptions { ConnectionString = text }, AppContext.BaseDirectory);
        return File.Exists(files.Database) ? files : throw new StoreUnavailableException($"--migrate-store: there is no store {files.Database}.");
    }

    /// <summary>Migrates the file to this version, and releases all leases, since no process uses the file.</summary>
    private async Task PrepareSourceAsync(StoreFiles files, CancellationToken cancel)
    {
        var contextsOfSource = new SourceContexts(files);
        await new SqliteUpgrade(contextsOfSource, logging.CreateLogger<SqliteUpgrade>()).RunAsync();
        await using var context = contextsOfSource.CreateDbContext();
        await context.Lanes.Where(lane => lane.LeaseOwner != null).ExecuteUpdateAsync(
            lane => lane.SetProperty(row => row.LeaseOwner, (Guid?)null).SetProperty(row => row.LeaseUntil, (DateTimeOffset?)null), cancel);
    }

    /// <summary>Copies the keys from the folder next to the file into the database, unless the settings specify a folder for them.</summary>
    private async Task CopyKeysAsync(StoreFiles files, CancellationToken cancel)
    {
        if (keys.Folder is not null)
        {
            return;
        }

        await using var context = await contexts.CreateDbContextAsync(cancel);
        var known = await context.DataProtectionKeys.Select(key => key.FriendlyName).ToListAsync(cancel);
        foreach (var file in Directory.Exists(files.KeyFolder) ? Directory.GetFiles(files.KeyFolder, "*.xml") : [])
        {
            var name = Path.GetFileNameWithoutExtension(file);
            if (!known.Contains(name))
            {
                context.DataProtectionKeys.Add(new DataProtectionKey { FriendlyName = name, Xml = XElement.Load(file).ToString(SaveOptions.DisableFormatting) });
            }
        }

        await context.SaveChangesAsync(cancel);
    }

    private static async Task BeginAsync(NpgsqlConnection to, StoreFiles files, CancellationToken cancel)
    {
        // In one transaction: a half-started copy could not be resumed.
        await using var transaction = await to.BeginTransactionAsync(cancel);
        var resumes = await ScalarAsync(to, "SELECT count(to_regclass('store_copy'))", cancel) > 0;
        if (!resumes && await ScalarAsync(to, "SELECT (SELECT count(*) FROM \"AspNetUsers\") + (SELECT count(*) FROM subscriptions) + (SELECT count(*) FROM events)", cancel) > 0)
        {
            throw new StoreUnavailableException("--migrate-store: the PostgreSQL database already contains a store. Set Storage:ConnectionString to an empty database.");
        }

        await ExecuteAsync(to, Begin, cancel);
        await using var command = new NpgsqlCommand("INSERT INTO store_copy VALUES (@source) ON CONFLICT DO NOTHING", to);
        command.Parameters.AddWithValue("source", files.Database);
        await command.ExecuteNonQueryAsync(cancel);
        if (await ScalarAsync(to, "SELECT count(*) FROM store_copy", cancel) > 1)
        {
            throw new StoreUnavailableException("--migrate-store: the PostgreSQL database contains an incomplete copy of another store. Complete that copy, or set Storage:ConnectionString to an empty database.");
        }

        // The application may have been started on this database before. Delete the roles and the id that it created; the copy has its own.
        if (!resumes)
        {
            await ExecuteAsync(to, "DELETE FROM \"AspNetRoles\"; DELETE FROM store", cancel);
        }

        await transaction.CommitAsync(cancel);
    }

    /// <summary>All tables, each one after the tables that it refers to.</summary>
    private async Task<IReadOnlyList<CopiedTable>> TablesAsync(StoreFiles files, CancellationToken cancel)
    {
        await using var source = new SourceContexts(files).CreateDbContext();
        var remaining = source.Model.GetEntityTypes().ToList();
        var ordered = new List<IEntityType>();
        while (remaining.Count > 0)
        {
            var next = remaining.First(entity => entity.GetForeignKeys().All(key => key.PrincipalEntityType == entity || ordered.Contains(key.PrincipalEntityType)));
            ordered.Add(next);
            remaining.Remove(next);
        }

        await using var context = await contexts.CreateDbContextAsync(cancel);
        var model = context.GetService<IDesignTimeModel>().Model;
        return [.. ordered.Select(entity => new CopiedTable(model.FindEntityType(entity.Name)!))];
    }

    private async Task CopyAsync(SqliteConnection from, NpgsqlConnection to, CopiedTable table, CancellationToken cancel)
    {
        var (all, done) = (await ScalarAsync(from, table.Count, cancel), await ScalarAsync(to, table.Count, cancel));
        if (table.GrowingKey is null)
        {
            // One statement copies the whole table, so it is complete or empty.
            if (done == 0 && all > 0)
            {
                await CopyBatchAsync(from, to, table, after: null, cancel);
            }
        }
        else
        {
            while (await CopyBatchAsync(from, to, table, await ScalarAsync(to, table.LastKey, cancel), cancel) is var copied and > 0)
            {
                Log.Copied(_logger, table.Name, done += copied, all);
            }

            await ScalarAsync(to, table.ContinueKeys, cancel);
        }

        Log.Table(_logger, table.Name, all);
    }

    private static async Task<int> CopyBatchAsync(SqliteConnection from, NpgsqlConnection to, CopiedTable table, long? after, CancellationToken cancel)
    {
        await using var command = from.CreateCommand();
        command.CommandText = after is null ? table.Select : table.SelectBatch;
        if (after is not null)
        {
            command.Parameters.AddWithValue("@after", after);
            command.Parameters.AddWithValue("@limit", BatchSize);
        }

        var (types, copied) = (table.Types, 0);
        await using var rows = await command.ExecuteReaderAsync(cancel);
        await using var copy = await to.BeginBinaryImportAsync(table.Copy, cancel);
        for (; await rows.ReadAsync(cancel); copied++)
        {
            await copy.StartRowAsync(cancel);
            var values = table.Read(rows);
            for (var i = 0; i < values.Length; i++)
            {
                await (values[i] is { } value ? copy.WriteAsync(value, types[i], cancel) : copy.WriteNullAsync(cancel));
            }
        }

        await copy.CompleteAsync(cancel);
        return copied;
    }

    private async Task CheckAsync(SqliteConnection from, NpgsqlConnection to, CopiedTable table, CancellationToken cancel)
    {
        var (original, copy) = (await SumAsync(from, table, cancel), await SumAsync(to, table, cancel));
        if (!original.Matches(copy))
        {
            throw new StoreUnavailableException(
                $"--migrate-store: the table {table.Name} has {original.Rows:N0} rows with the checksum {original.Checksum:x32}, and its copy {copy.Rows:N0} with {copy.Checksum:x32}. "
                + "Stop all applications that use either store, empty the PostgreSQL database, and copy again.");
        }

        Log.Checked(_logger, table.Name, original.Rows, original.Checksum.ToString("x32", System.Globalization.CultureInfo.InvariantCulture));
    }

    private static async Task<TableSum> SumAsync(DbConnection store, CopiedTable table, CancellationToken cancel)
    {
        var sum = new TableSum();
        await using var command = store.CreateCommand();
        command.CommandText = table.Select;
        command.CommandTimeout = 0;
        await using var rows = await command.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
        {
            sum.Add(table.Read(rows));
        }

        return sum;
    }

    private static async Task<long> ScalarAsync(DbConnection store, string sql, CancellationToken cancel)
    {
        await using var command = store.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = 0;
        return Convert.ToInt64(await command.ExecuteScalarAsync(cancel), System.Globalization.CultureInfo.InvariantCulture);
    }

    private static async Task ExecuteAsync(NpgsqlConnection to, string sql, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, to);
        await command.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>Contexts for the file. They decrypt nothing, so they need no keys.</summary>
    private sealed class SourceContexts(StoreFiles files) : IDbContextFactory<SqliteWebhooksContext>
    {
        private readonly DbContextOptions<SqliteWebhooksContext> _options = new DbContextOptionsBuilder<SqliteWebhooksContext>()
            .UseSqlite(files.ConnectionString).AddInterceptors(SqlitePragmas.Interceptor).ReplaceService<IModelCacheKeyFactory, ProtectorModelKey>().Options;

        private readonly EphemeralDataProtectionProvider _noKeys = new();

        public SqliteWebhooksContext CreateDbContext() => new(_options, _noKeys);
    }

    private static partial class Log
    {
        [LoggerMessage(1640, LogLevel.Information, "{Table}: copied {Copied} of {All} rows")]
        public static partial void Copied(ILogger logger, string table, long copied, long all);

        [LoggerMessage(1641, LogLevel.Information, "{Table}: copied all {All} rows")]
        public static partial void Table(ILogger logger, string table, long all);

        [LoggerMessage(1642, LogLevel.Information, "{Table}: {Rows} rows with checksum {Checksum} in both stores")]
        public static partial void Checked(ILogger logger, string table, long rows, string checksum);

        [LoggerMessage(1643, LogLevel.Information, "Copied the store {Database}. Start the application with the same settings, without --migrate-store")]
        public static partial void Done(ILogger logger, string database);
    }
}
