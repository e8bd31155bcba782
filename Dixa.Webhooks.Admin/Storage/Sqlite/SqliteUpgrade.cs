using Dixa.Webhooks.Admin.Storage.Backups;
using Dixa.Webhooks.Admin.Storage.Failures;
using Dixa.Webhooks.Admin.Storage.Files;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Storage.Sqlite;

/// <summary>Migrates a database to this version. If a migration is interrupted, the tables are unchanged.</summary>
internal sealed partial class SqliteUpgrade(IDbContextFactory<SqliteWebhooksContext> contexts, StoreFiles files, UpgradeSnapshot snapshot, ILogger<SqliteUpgrade> logger)
{
    /// <exception cref="StoreUnavailableException">The database is from a newer version, is damaged, or violates a foreign key after the migration.</exception>
    public async Task RunAsync()
    {
        await using var context = await contexts.CreateDbContextAsync();

        // EF Core looks for a database with a connection that cannot write, and so could not turn on the write-ahead log of a restored one.
        await context.Database.OpenConnectionAsync();
        var name = $"the database {files.Database}";
        await StoreVersion.RefuseNewerAsync(context, name, UpgradeSnapshot.Of(files) is [var before, ..] ? $"restore the snapshot from before the upgrade with --restore {before}" : null);
        var pending = (await context.Database.GetPendingMigrationsAsync()).ToList();
        if (pending.Count > 0)
        {
            await UpgradeAsync(context, pending.Count);
        }

        // Also if an earlier start was killed before it.
        if (snapshot.IsIncomplete)
        {
            await RefuseOrphansAsync(context);
            snapshot.Complete();
        }

        await StoreVersion.RefuseIncompleteAsync(context, name);
        await StoreVersion.IdentifyAsync(context, TimeProvider.System);
    }

    /// <summary>
    /// Lets the purge make the file smaller. It is a property of the file, which only VACUUM can change, and takes no time without tables. The context's
    /// connection must be open.
    /// </summary>
    public static async Task PrepareNewAsync(SqliteWebhooksContext context)
    {
        await context.Database.ExecuteSqlRawAsync("PRAGMA auto_vacuum=INCREMENTAL");
        await context.Database.ExecuteSqlRawAsync("VACUUM");
    }

    private async Task UpgradeAsync(SqliteWebhooksContext context, int steps)
    {
        var applied = (await context.Database.GetAppliedMigrationsAsync()).ToList();
        var isNew = applied.Count == 0;
        if (!isNew)
        {
            await snapshot.MakeAsync(applied[^1]);
            Log.Upgrading(logger, steps);
        }

        // EF Core waits forever for this lock if its holder was killed. This process has locked the file, so no migration can be running.
        await context.Database.ExecuteSqlRawAsync("DROP TABLE IF EXISTS \"__EFMigrationsLock\"");

        // SQLite changes a table by creating a new one. Dropping the old one must not delete the rows that refer to it.
        await context.Database.ExecuteSqlRawAsync("PRAGMA foreign_keys=OFF");
        if (isNew)
        {
            await PrepareNewAsync(context);
        }

        await context.Database.MigrateAsync();
    }

    /// <summary>A migration runs without the checks of foreign keys.</summary>
    private async Task RefuseOrphansAsync(SqliteWebhooksContext context)
    {
        if (await context.Database.SqlQueryRaw<string>("SELECT \"table\" AS Value FROM pragma_foreign_key_check LIMIT 1").ToListAsync() is [var table])
        {
            var remedy = UpgradeSnapshot.Of(files) is [var before, ..] ? $"Restore the snapshot from before the upgrade with --restore {before}" : "Restore the backup of the database that was made before the upgrade";
            throw new StoreUnavailableException($"After the upgrade, rows of the table {table} refer to missing rows. {remedy}, and report it.");
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1630, LogLevel.Information, "Migrating the database to this version in {Count} steps; this can take several minutes if the history is long")]
        public static partial void Upgrading(ILogger logger, int count);
    }
}
