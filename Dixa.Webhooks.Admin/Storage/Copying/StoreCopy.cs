using System.Diagnostics.CodeAnalysis;
using System.Xml.Linq;
using Dixa.Webhooks.Admin.Storage.Failures;
using Dixa.Webhooks.Admin.Storage.Keys;
using Dixa.Webhooks.Admin.Storage.Postgres;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
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
        using var original = await CopySource.OpenAsync(source, logging, cancel);

        // The copy gets the id of the original, so connections to the target must not expect its current id.
        target.Expect(null);
        await dialect.MigrateAsync(() => CopyKeysAsync(original, cancel));

        await using var from = await original.ConnectAsync(cancel);
        await using var to = await target.Connections.OpenConnectionAsync(cancel);
        await to.ExecuteAsync(PostgresConnection.WithoutTimeouts, cancel);
        await BeginAsync(to, original.Database, cancel);
        await new TableCopier(from, to, _logger).CopyAsync(await TablesAsync(original, cancel), cancel);
        await to.ExecuteAsync(End, cancel);
        Log.Done(_logger, original.Database);
    }

    /// <summary>Copies the keys from the folder next to the file into the database, unless the settings specify a folder for them.</summary>
    private async Task CopyKeysAsync(CopySource original, CancellationToken cancel)
    {
        if (keys.Folder is not null)
        {
            return;
        }

        await using var context = await contexts.CreateDbContextAsync(cancel);
        var known = await context.DataProtectionKeys.Select(key => key.FriendlyName).ToListAsync(cancel);
        foreach (var file in original.KeyFiles)
        {
            var name = Path.GetFileNameWithoutExtension(file);
            if (!known.Contains(name))
            {
                context.DataProtectionKeys.Add(new DataProtectionKey { FriendlyName = name, Xml = XElement.Load(file).ToString(SaveOptions.DisableFormatting) });
            }
        }

        await context.SaveChangesAsync(cancel);
    }

    private static async Task BeginAsync(NpgsqlConnection to, string source, CancellationToken cancel)
    {
        // In one transaction: a half-started copy could not be resumed.
        await using var transaction = await to.BeginTransactionAsync(cancel);
        var resumes = await to.NumberAsync("SELECT count(to_regclass('store_copy'))", cancel) > 0;
        if (!resumes && await to.NumberAsync("SELECT (SELECT count(*) FROM \"AspNetUsers\") + (SELECT count(*) FROM subscriptions) + (SELECT count(*) FROM events)", cancel) > 0)
        {
            throw new StoreUnavailableException($"{MigrateStoreOption.Name}: the PostgreSQL database already contains a store. Set Storage:ConnectionString to an empty database.");
        }

        await to.ExecuteAsync(Begin, cancel);
        await using var command = new NpgsqlCommand("INSERT INTO store_copy VALUES (@source) ON CONFLICT DO NOTHING", to);
        command.Parameters.AddWithValue("source", source);
        await command.ExecuteNonQueryAsync(cancel);
        if (await to.NumberAsync("SELECT count(*) FROM store_copy", cancel) > 1)
        {
            throw new StoreUnavailableException($"{MigrateStoreOption.Name}: the PostgreSQL database contains an incomplete copy of another store. Complete that copy, or set Storage:ConnectionString to an empty database.");
        }

        // The application may have been started on this database before. Delete the roles, the id and the audit log of that start; the copy has its own.
        if (!resumes)
        {
            await to.ExecuteAsync("DELETE FROM \"AspNetRoles\"; DELETE FROM store; DELETE FROM audit; DELETE FROM audit_chain; DELETE FROM setting_hashes; DELETE FROM retention_runs; DELETE FROM store_sizes", cancel);
        }

        await transaction.CommitAsync(cancel);
    }

    /// <summary>All tables, each one after the tables that it refers to.</summary>
    private async Task<IReadOnlyList<CopiedTable>> TablesAsync(CopySource original, CancellationToken cancel)
    {
        await using var source = original.CreateDbContext();
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

    private static partial class Log
    {
        [LoggerMessage(1643, LogLevel.Information, "Copied the store {Database}. Start the application with the same settings, without --migrate-store")]
        public static partial void Done(ILogger logger, string database);
    }
}
