using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Storage.Clocks;
using Dixa.Webhooks.Admin.Storage.Failures;
using Dixa.Webhooks.Admin.Storage.Files;
using Dixa.Webhooks.Admin.Storage.Keys;
using Dixa.Webhooks.Admin.Storage.Reads;
using Dixa.Webhooks.Admin.Storage.Writes;
using Hangfire;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Dixa.Webhooks.Admin.Storage.Postgres;

/// <summary>A PostgreSQL database that any number of processes can share.</summary>
internal sealed class PostgresDialect(IDbContextFactory<PostgresWebhooksContext> contexts, PostgresSource source, IOptions<StorageOptions> options, PostgresPresence presence, KeyLocation keys, PostgresLanes lanes, PostgresJobs jobs, StoreClock clock, TimeProvider? time = null)
    : StoreDialect
{
    internal override string Database => new NpgsqlConnectionStringBuilder(source.Connections.ConnectionString).Database ?? "";

    internal override string ProviderName => "PostgreSQL";

    internal override string BackupAdvice =>
        $"Back up PostgreSQL with its own tools, for example: pg_dump --format=custom --file=webhooks.dump \"{Target}\". {(keys.Folder is { } folder ? $"Also copy the folder {folder}, which has the keys" : "The dump contains the keys")}.";

    internal override string RestoreAdvice =>
        $"Stop all processes, and restore PostgreSQL with its own tools into an empty database, for example: pg_restore --no-owner --dbname=\"{Target}\" webhooks.dump. {(keys.Folder is { } folder ? $"Also restore the folder {folder}, which has the keys" : "The dump contains the keys")}.";

    /// <summary>The database for PostgreSQL's programs, without the password.</summary>
    private string Target
    {
        get
        {
            var connection = new NpgsqlConnectionStringBuilder(options.Value.ConnectionString);
            return $"host={connection.Host} port={connection.Port} dbname={connection.Database}{(connection.Username is { Length: > 0 } user ? $" user={user}" : "")}";
        }
    }

    /// <summary>If several processes start at once, the first one creates the tables and keys, and the others wait.</summary>
    /// <exception cref="StoreUnavailableException">The database cannot be used, or contains an incomplete copy of another store.</exception>
    internal override async Task PrepareAsync(Func<Task> tryKeys, int? laneReaders = null)
    {
        if (laneReaders is { } readers)
        {
            await PostgresServerCheck.RefuseTooFewConnectionsAsync(source.Connections, readers);
        }

        await PostgresServerCheck.RefusePoolerAsync(source.Connections);
        await RefuseIncompleteCopyAsync();
        await MigrateAsync(async () =>
        {
            await tryKeys();
            await using var context = await contexts.CreateDbContextAsync();
            source.Expect(await StoreVersion.IdentifyAsync(context, clock));

            // Only a process that runs, and not a command.
            if (laneReaders is not null)
            {
                await presence.EnterAsync();
            }
        });
    }

    /// <summary>Only migrates the database and checks the keys; also for a database that is the target of a copy.</summary>
    internal async Task MigrateAsync(Func<Task> tryKeys)
    {
        if (keys.Folder is { } folder)
        {
            StoreFolders.CreateKeyFolder(folder);
        }

        await source.WithExclusiveLockAsync(async () =>
        {
            await using (var context = await contexts.CreateDbContextAsync())
            {
                await StoreVersion.RefuseNewerAsync(context, Name);

                if ((await context.Database.GetPendingMigrationsAsync()).Any())
                {
                    await presence.AloneAsync(() => MigrateAsync(context));
                }

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

    private static async Task MigrateAsync(PostgresWebhooksContext context)
    {
        // Migrating a long history can take a while.
        context.Database.SetCommandTimeout(TimeSpan.FromHours(1));
        await context.Database.OpenConnectionAsync();
        await context.Database.ExecuteSqlRawAsync(PostgresConnection.WithoutTimeouts);
        await context.Database.MigrateAsync();
    }

    /// <summary>Does nothing: other processes hold leases, and those of a killed process expire.</summary>
    internal override Task ReleaseStaleLeasesAsync(GroupCommit store) => Task.CompletedTask;

    internal override async Task<IAsyncDisposable?> TryAcquireLeadershipAsync(LeaderTask task, CancellationToken cancel)
    {
        var connection = await source.Connections.OpenConnectionAsync(cancel);
        var acquired = false;
        try
        {
            await using var command = new NpgsqlCommand($"SELECT pg_try_advisory_lock({PostgresLocks.Leader(task)})", connection);
            acquired = (bool)(await command.ExecuteScalarAsync(cancel))!;
            return acquired ? new Leadership(connection, PostgresLocks.Leader(task)) : null;
        }
        finally
        {
            if (!acquired)
            {
                await connection.DisposeAsync();
            }
        }
    }

    /// <summary>VACUUM removes the old versions of rows. It does not lock out others, but waits for a vacuum that runs already.</summary>
    /// <summary>PostgreSQL does it in a process of its own.</summary>
    internal override Task CheckpointAsync(CancellationToken cancel) => Task.CompletedTask;

    internal override async Task DiscardOldContentAsync(WebhooksDbContext context, CancellationToken cancel)
    {
        // On a connection of its own, whose lock timeout would end the wait.
        await using var connection = await source.Connections.OpenConnectionAsync(cancel);
        foreach (var sql in new[] { PostgresConnection.WithoutTimeouts, "VACUUM (INDEX_CLEANUP ON) events, attempts, event_subjects, erasures, subscriptions" })
        {
            await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
            await command.ExecuteNonQueryAsync(cancel);
        }
    }

    internal override async Task<TimeSpan?> ReadClockSkewAsync(CancellationToken cancel)
    {
        await using var connection = await source.Connections.OpenConnectionAsync(cancel);
        var read = new StoreClock();
        await PostgresSignals.SetClockAsync(connection, read, cancel);
        return read.Ahead;
    }

    internal override Task<StoreSize> ReadSizeAsync(WebhooksDbContext context, CancellationToken cancel) => PostgresSizes.ReadAsync(context, cancel);

    internal override Task<IReadOnlyList<TableSize>> ReadTableSizesAsync(WebhooksDbContext context, CancellationToken cancel) => PostgresSizes.ReadTablesAsync(context, cancel);

    /// <summary>Blocks, which is fine, since the writer has its own thread.</summary>
    internal override WriteSession OpenWriter() =>
        new PostgresSession(PostgresConnection.OpenAsync(source.Connections, PostgresConnection.PlanEachTime).AsTask().GetAwaiter().GetResult());

    internal override Func<WriteSession> OpenIntakeWriter => () =>
        new PostgresSession(PostgresConnection.OpenAsync(source.Connections, PostgresConnection.ForIntake).AsTask().GetAwaiter().GetResult());

    internal override LaneClaims Claims => lanes;

    internal override JobStorage SharedJobs => jobs.Storage;

    internal override Task OpenSharedJobsAsync() => jobs.OpenAsync();

    internal override async ValueTask<DueReader> OpenReaderAsync() =>
        new PostgresDueReader(await PostgresConnection.OpenAsync(source.Connections, PostgresConnection.PlanOnceByIndex));

    /// <summary>New events would take the keys of rows that are not copied yet, and deliveries would be sent twice.</summary>
    private async Task RefuseIncompleteCopyAsync()
    {
        await using var connection = await source.Connections.OpenConnectionAsync();
        await using var exists = new NpgsqlCommand("SELECT to_regclass('store_copy') IS NOT NULL", connection);
        if (await exists.ExecuteScalarAsync() is not true)
        {
            return;
        }

        await using var read = new NpgsqlCommand("SELECT min(source) FROM store_copy", connection);
        throw new StoreUnavailableException(
            $"Storage:ConnectionString: the database contains an incomplete copy of {await read.ExecuteScalarAsync()}. Complete it with --migrate-store and that file, or set another database.");
    }

    private sealed class Leadership(NpgsqlConnection connection, long key) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            try
            {
                await using var command = new NpgsqlCommand($"SELECT pg_advisory_unlock({key})", connection);
                await command.ExecuteNonQueryAsync();
            }
            catch (NpgsqlException)
            {
                // If the connection is lost, the server has released the lock.
            }
            finally
            {
                await connection.DisposeAsync();
            }
        }
    }
}
