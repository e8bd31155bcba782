using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using System.Xml.Linq;
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
/// Copies a SQLite store into an empty PostgreSQL database: keys and rows as they are, checked by counts and checksums. A copy that is
/// interrupted goes on where it was when it is begun again.
/// </summary>
[SuppressMessage("Security", "CA2100:Review SQL queries for security vulnerabilities", Justification = "The names are the model's.")]
internal sealed partial class StoreCopy(
    PostgresDialect dialect, IDbContextFactory<PostgresWebhooksContext> contexts, PostgresSource target, KeyLocation keys, ILoggerFactory logging)
{
    /// <summary>So many rows at a time; an interruption costs no more.</summary>
    public const int BatchSize = 10_000;

    // It is there while a copy is under way, and says of which file.
    private const string Begin = "CREATE TABLE IF NOT EXISTS store_copy (source text PRIMARY KEY)";
    private const string End = "DROP TABLE store_copy";

    private readonly ILogger _logger = logging.CreateLogger<StoreCopy>();

    /// <param name="source">A SQLite file, from the current folder where its path is relative, or its connection string.</param>
    /// <param name="cancel">Interrupts; what is copied by then stays.</param>
    /// <exception cref="StoreUnavailableException">It cannot be copied, or the copy is not as the original; the message says what to do.</exception>
    public async Task RunAsync(string source, CancellationToken cancel)
    {
        var files = Resolve(source);
        using var alone = new SingleProcess(files);
        alone.Claim();
        try
        {
            await PrepareSourceAsync(files, cancel);
        }
        catch (SqliteException error)
        {
            throw new StoreUnavailableException($"--migrate-store: {files.Database} cannot be read as a store of this application. {error.Message}", error);
        }

        // The copy gets the original's id.
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

    /// <summary>Brings the file up to this version's tables. Its leases are nobody's: no process has it.</summary>
    private async Task PrepareSourceAsync(StoreFiles files, CancellationToken cancel)
    {
        var contextsOfSource = new SourceContexts(files);
        await new SqliteUpgrade(contextsOfSource, logging.CreateLogger<SqliteUpgrade>()).RunAsync();
        await using var context = contextsOfSource.CreateDbContext();
        await context.Lanes.Where(lane => lane.LeaseOwner != null).ExecuteUpdateAsync(
            lane => lane.SetProperty(row => row.LeaseOwner, (Guid?)null).SetProperty(row => row.LeaseUntil, (DateTimeOffset?)null), cancel);
    }

    /// <summary>Takes the keys beside the file into the database, unless the settings name a folder for them.</summary>
    private async Task CopyKeysAsync(StoreFiles files, CancellationToken cancel)
    {
        if (keys.Folder is not null)
        {
            return;
        }

        await using var context = await contexts.CreateDbContextAsync(cancel);
        var known = await context.DataProtectionKeys.Select(key => key.FriendlyName).ToListAsync(cancel);
        foreach (var file in Directory.Exists(files.KeyRing) ? Directory.GetFiles(files.KeyRing, "*.xml") : [])
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
        // In one piece: what is half begun could not be gone on with.
        await using var transaction = await to.BeginTransactionAsync(cancel);
        var underWay = await ScalarAsync(to, "SELECT count(to_regclass('store_copy'))", cancel) > 0;
        if (!underWay && await ScalarAsync(to, "SELECT (SELECT count(*) FROM \"AspNetUsers\") + (SELECT count(*) FROM subscriptions) + (SELECT count(*) FROM events)", cancel) > 0)
        {
            throw new StoreUnavailableException("--migrate-store: the PostgreSQL database holds a store already. Name an empty database with Storage:ConnectionString.");
        }

        await ExecuteAsync(to, Begin, cancel);
        await using var command = new NpgsqlCommand("INSERT INTO store_copy VALUES (@source) ON CONFLICT DO NOTHING", to);
        command.Parameters.AddWithValue("source", files.Database);
        await command.ExecuteNonQueryAsync(cancel);
        if (await ScalarAsync(to, "SELECT count(*) FROM store_copy", cancel) > 1)
        {
            throw new StoreUnavailableException("--migrate-store: a copy of another store is under way in the PostgreSQL database. Go on with that one, or name an empty database.");
        }

        // The roles and the id that an application made which was started once before; those of the copied store are others.
        if (!underWay)
        {
            await ExecuteAsync(to, "DELETE FROM \"AspNetRoles\"; DELETE FROM store", cancel);
        }

        await transaction.CommitAsync(cancel);
    }

    /// <summary>All tables of the file, each after those that it refers to.</summary>
    private async Task<IReadOnlyList<CopiedTable>> TablesAsync(StoreFiles files, CancellationToken cancel)
    {
        await using var source = new SourceContexts(files).CreateDbContext();
        var left = source.Model.GetEntityTypes().ToList();
        var ordered = new List<IEntityType>();
        while (left.Count > 0)
        {
            var next = left.First(entity => entity.GetForeignKeys().All(key => key.PrincipalEntityType == entity || ordered.Contains(key.PrincipalEntityType)));
            ordered.Add(next);
            left.Remove(next);
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
            // In one piece, so it is there or it is not.
            if (done == 0 && all > 0)
            {
                await CopyPortionAsync(from, to, table, after: null, cancel);
            }
        }
        else
        {
            while (await CopyPortionAsync(from, to, table, await ScalarAsync(to, table.LastKey, cancel), cancel) is var copied and > 0)
            {
                Log.Copied(_logger, table.Name, done += copied, all);
            }

            await ScalarAsync(to, table.ContinueKeys, cancel);
        }

        Log.Table(_logger, table.Name, all);
    }

    private static async Task<int> CopyPortionAsync(SqliteConnection from, NpgsqlConnection to, CopiedTable table, long? after, CancellationToken cancel)
    {
        await using var command = from.CreateCommand();
        command.CommandText = after is null ? table.Select : table.SelectPortion;
        if (after is not null)
        {
            command.Parameters.AddWithValue("@after", after);
            command.Parameters.AddWithValue("@most", BatchSize);
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
                + "Empty the PostgreSQL database and copy again, while no application runs on either store.");
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

    /// <summary>Contexts on the file. Nothing is opened that is sealed, so they need no keys.</summary>
    private sealed class SourceContexts(StoreFiles files) : IDbContextFactory<SqliteWebhooksContext>
    {
        private readonly DbContextOptions<SqliteWebhooksContext> _options = new DbContextOptionsBuilder<SqliteWebhooksContext>()
            .UseSqlite(files.ConnectionString).AddInterceptors(SqlitePragmas.Interceptor).ReplaceService<IModelCacheKeyFactory, ProtectorModelKey>().Options;

        private readonly EphemeralDataProtectionProvider _noKeys = new();

        public SqliteWebhooksContext CreateDbContext() => new(_options, _noKeys);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "{Table}: {Copied} of {All} rows are copied")]
        public static partial void Copied(ILogger logger, string table, long copied, long all);

        [LoggerMessage(LogLevel.Information, "{Table}: all {All} rows are copied")]
        public static partial void Table(ILogger logger, string table, long all);

        [LoggerMessage(LogLevel.Information, "{Table}: {Rows} rows, checksum {Checksum}, in both stores")]
        public static partial void Checked(ILogger logger, string table, long rows, string checksum);

        [LoggerMessage(LogLevel.Information, "The store {Database} is copied. Its rows are as they were; start the application with the settings of this command but the flag")]
        public static partial void Done(ILogger logger, string database);
    }
}
