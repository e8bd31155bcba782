using Dixa.Webhooks.Admin.Storage.Files;
using Dixa.Webhooks.Admin.Storage.Keys;
using Dixa.Webhooks.Admin.Storage.Reads;
using Dixa.Webhooks.Admin.Storage.Writes;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Dixa.Webhooks.Admin.Storage.Postgres;

/// <summary>A PostgreSQL database, which any number of processes share.</summary>
internal sealed class PostgresDialect(IDbContextFactory<PostgresWebhooksContext> contexts, PostgresSource source, KeyLocation keys, StoreClock clock, TimeProvider? time = null) : StoreDialect
{
    internal override string Name => $"the database {new NpgsqlConnectionStringBuilder(source.Connections.ConnectionString).Database}";

    /// <summary>Of several processes that start at once, one is first; the others find its tables and its keys.</summary>
    /// <exception cref="StoreUnavailableException">The database cannot be worked with, or holds half a copy of another store.</exception>
    internal override async Task PrepareAsync(Func<Task> tryKeys, int? laneReaders = null)
    {
        if (laneReaders is { } readers)
        {
            await PostgresServerCheck.RefuseTooFewConnectionsAsync(source.Connections, readers);
        }

        await PostgresServerCheck.RefusePoolerAsync(source.Connections);
        await RefuseHalfACopyAsync();
        await MigrateAsync(async () =>
        {
            await tryKeys();
            await using var context = await contexts.CreateDbContextAsync();
            source.Expect(await StoreVersion.IdentifyAsync(context, clock));
        });
    }

    /// <summary>The same for a database into which a store is being copied.</summary>
    internal async Task MigrateAsync(Func<Task> tryKeys)
    {
        if (keys.Folder is { } folder)
        {
            StoreFolders.CreateKeyRing(folder);
        }

        await source.WithExclusiveLockAsync(async () =>
        {
            await using (var context = await contexts.CreateDbContextAsync())
            {
                await StoreVersion.RefuseNewerAsync(context, Name);

                // A long history takes a while to be changed.
                context.Database.SetCommandTimeout(TimeSpan.FromHours(1));
                await context.Database.OpenConnectionAsync();
                await context.Database.ExecuteSqlRawAsync(PostgresConnection.WithoutTimeouts);
                await context.Database.MigrateAsync();
                await StoreVersion.RefuseIncompleteAsync(context, Name);
            }

            await tryKeys();
        });
        if (time == clock)
        {
            await using var connection = await source.Connections.OpenConnectionAsync();
            await PostgresSignals.SetClockAsync(connection, clock, CancellationToken.None);
        }
    }

    /// <summary>Nothing: what a killed process held is free when its leases end, and others are at work.</summary>
    internal override Task ReleaseStaleLeasesAsync(GroupCommit store) => Task.CompletedTask;

    internal override async Task<IAsyncDisposable?> TryAcquireLeadershipAsync(CancellationToken cancel)
    {
        var connection = await source.Connections.OpenConnectionAsync(cancel);
        var leads = false;
        try
        {
            await using var command = new NpgsqlCommand($"SELECT pg_try_advisory_lock({PostgresLocks.Lead})", connection);
            leads = (bool)(await command.ExecuteScalarAsync(cancel))!;
            return leads ? new Lead(connection) : null;
        }
        finally
        {
            if (!leads)
            {
                await connection.DisposeAsync();
            }
        }
    }

    /// <summary>Waits for the server: the writer has a thread of its own.</summary>
    internal override WriteSession OpenWriter() =>
        new PostgresSession(PostgresConnection.OpenAsync(source.Connections, PostgresConnection.PlanEachTime).AsTask().GetAwaiter().GetResult());

    internal override Func<WriteSession> OpenIntakeWriter => () =>
        new PostgresSession(PostgresConnection.OpenAsync(source.Connections, PostgresConnection.ForIntake).AsTask().GetAwaiter().GetResult());

    internal override async ValueTask<DueReader> OpenReaderAsync() =>
        new PostgresDueReader(await PostgresConnection.OpenAsync(source.Connections, PostgresConnection.PlanOnceByIndex));

    /// <summary>What is published into it would take the keys of rows that are still to come, and what is sent would be sent again.</summary>
    private async Task RefuseHalfACopyAsync()
    {
        await using var connection = await source.Connections.OpenConnectionAsync();
        await using var look = new NpgsqlCommand("SELECT to_regclass('store_copy') IS NOT NULL", connection);
        if (await look.ExecuteScalarAsync() is not true)
        {
            return;
        }

        await using var read = new NpgsqlCommand("SELECT min(source) FROM store_copy", connection);
        throw new StoreUnavailableException(
            $"Storage:ConnectionString: the database holds half a copy of {await read.ExecuteScalarAsync()}. Let it be ended by --migrate-store with that file, or name another database.");
    }

    private sealed class Lead(NpgsqlConnection connection) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            try
            {
                await using var command = new NpgsqlCommand($"SELECT pg_advisory_unlock({PostgresLocks.Lead})", connection);
                await command.ExecuteNonQueryAsync();
            }
            catch (NpgsqlException)
            {
                // With the connection the lock is gone too.
            }
            finally
            {
                await connection.DisposeAsync();
            }
        }
    }
}
