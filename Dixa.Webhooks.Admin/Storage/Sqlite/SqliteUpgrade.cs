using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Storage.Sqlite;

/// <summary>Brings a database's tables up to this version. A step that is killed leaves the tables as they were.</summary>
internal sealed partial class SqliteUpgrade(IDbContextFactory<SqliteWebhooksContext> contexts, ILogger<SqliteUpgrade> logger)
{
    /// <exception cref="StoreUnavailableException">Rows that belong together came apart.</exception>
    public async Task RunAsync()
    {
        await using var context = await contexts.CreateDbContextAsync();

        // EF Core waits for ever for this lock when its holder was killed. The file is this process's alone by now.
        await context.Database.ExecuteSqlRawAsync("DROP TABLE IF EXISTS \"__EFMigrationsLock\"");
        var name = $"the database {context.Database.GetDbConnection().DataSource}";
        await StoreVersion.RefuseNewerAsync(context, name);
        var pending = (await context.Database.GetPendingMigrationsAsync()).ToList();
        if (pending.Count > 0)
        {
            await UpgradeAsync(context, pending.Count);
        }

        await StoreVersion.RefuseIncompleteAsync(context, name);
        await StoreVersion.IdentifyAsync(context, TimeProvider.System);
    }

    private async Task UpgradeAsync(SqliteWebhooksContext context, int steps)
    {
        if ((await context.Database.GetAppliedMigrationsAsync()).Any())
        {
            Log.Upgrading(logger, steps);
        }

        // SQLite changes a table by making it anew, and must not take the old one's rows from those that refer to them.
        await context.Database.OpenConnectionAsync();
        await context.Database.ExecuteSqlRawAsync("PRAGMA foreign_keys=OFF");
        await context.Database.MigrateAsync();
        if (await context.Database.SqlQueryRaw<string>("SELECT \"table\" AS Value FROM pragma_foreign_key_check LIMIT 1").ToListAsync() is [var table])
        {
            throw new StoreUnavailableException($"Rows of the table {table} belong to no other any more. Put back the copy of the database that was made before this version.");
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Bringing the database up to this version in {Count} steps. A long history takes a while")]
        public static partial void Upgrading(ILogger logger, int count);
    }
}
