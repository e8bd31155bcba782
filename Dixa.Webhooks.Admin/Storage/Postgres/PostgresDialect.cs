using Dixa.Webhooks.Admin.Storage.Reads;
using Dixa.Webhooks.Admin.Storage.Writes;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Dixa.Webhooks.Admin.Storage.Postgres;

/// <summary>A PostgreSQL database, which any number of processes share.</summary>
internal sealed class PostgresDialect(IDbContextFactory<PostgresWebhooksContext> contexts, PostgresSource source, KeyPlace keys) : StoreDialect
{
    internal override string Name => $"the database {new NpgsqlConnectionStringBuilder(source.Connections.ConnectionString).Database}";

    /// <summary>Of several processes that start at once, one is first; the others find its tables and its keys.</summary>
    internal override async Task PrepareAsync(Func<Task> tryKeys)
    {
        if (keys.Folder is { } folder)
        {
            StoreFolders.CreateKeyRing(folder);
        }

        await using var connection = await source.Connections.OpenConnectionAsync();
        await using var alone = new NpgsqlCommand($"SELECT pg_advisory_lock({PostgresLocks.Start})", connection) { CommandTimeout = 0 };
        await alone.ExecuteNonQueryAsync();
        await using (var context = await contexts.CreateDbContextAsync())
        {
            // A long history takes a while to be changed.
            context.Database.SetCommandTimeout(TimeSpan.FromHours(1));
            await context.Database.MigrateAsync();
        }

        await tryKeys();

        // The lock belongs to the connection, which goes back to the pool.
        await using var others = new NpgsqlCommand($"SELECT pg_advisory_unlock({PostgresLocks.Start})", connection);
        await others.ExecuteNonQueryAsync();
    }

    /// <summary>Nothing: what a killed process held is free when its leases end, and others are at work.</summary>
    internal override Task FreeAsync(GroupCommit store) => Task.CompletedTask;

    internal override WriteSession OpenWriter() => new PostgresSession(source.Connections);

    internal override DueReader OpenReader() => new PostgresDueReader(source.Connections);
}
