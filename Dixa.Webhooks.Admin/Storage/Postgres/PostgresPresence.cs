using Dixa.Webhooks.Admin.Storage.Failures;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Dixa.Webhooks.Admin.Storage.Postgres;

/// <summary>
/// Keeps a newer version from migrating the tables while processes of an earlier version use them. Each running process shares a lock of the database, on the
/// connection that listens for signals, and a migration needs this lock alone.
/// </summary>
/// <param name="source">The connections.</param>
/// <param name="contexts">Resolved only for PostgreSQL.</param>
/// <param name="time">For the wait.</param>
/// <param name="logger">For the wait.</param>
internal sealed partial class PostgresPresence(PostgresSource source, Lazy<IDbContextFactory<PostgresWebhooksContext>> contexts, TimeProvider time, ILogger<PostgresPresence> logger) : IAsyncDisposable
{
    /// <summary>How long a migration waits for other processes to stop.</summary>
    public static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);

    // The lock's number is split into two columns.
    private static readonly string Others = $"""
        SELECT string_agg(DISTINCT coalesce(nullif(a.application_name, ''), 'a process') || ' at ' || coalesce(host(a.client_addr), 'this machine') || ' (connection ' || a.pid || ')', ', ')
        FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
        WHERE l.locktype = 'advisory' AND l.objsubid = 1 AND l.granted AND l.pid <> pg_backend_pid() AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
        AND ((l.classid::bigint << 32) | l.objid::bigint) = {PostgresLocks.Running}
        """;

    private NpgsqlConnection? _entered;

    /// <summary>Shares the lock from now on. Called after the migration, while no other process can migrate.</summary>
    public async Task EnterAsync()
    {
        if (_entered is null)
        {
            _entered = await LockAsync(CancellationToken.None);
        }
    }

    /// <summary>A connection that has the lock. It belongs to the caller.</summary>
    /// <exception cref="NewerStoreException">A newer version migrated the tables while this process had no connection.</exception>
    public async Task<NpgsqlConnection> ConnectAsync(CancellationToken cancel)
    {
        if (Interlocked.Exchange(ref _entered, null) is { } entered)
        {
            return entered;
        }

        var connection = await LockAsync(cancel);
        try
        {
            await using var context = await contexts.Value.CreateDbContextAsync(cancel);
            await StoreVersion.RefuseNewerAsync(context, $"the database {connection.Database}");
            return connection;
        }
        catch (StoreUnavailableException error) when (error.Cause is null)
        {
            await connection.DisposeAsync();
            throw new NewerStoreException(error.Message, error);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits until no other process uses the tables, and keeps others away during the migration.</summary>
    /// <exception cref="StoreUnavailableException">Other processes use them. The message names their connections.</exception>
    public async Task AloneAsync(Func<Task> migrate)
    {
        await using var connection = await source.Connections.OpenConnectionAsync();
        var start = time.GetTimestamp();
        for (var waits = false; !await TryAsync(connection, $"SELECT pg_try_advisory_lock({PostgresLocks.Running})"); waits = true)
        {
            var others = await ReadAsync(connection, Others);
            if (time.GetElapsedTime(start) >= MaxWait)
            {
                throw new StoreUnavailableException(
                    $"Storage:ConnectionString: the database {connection.Database} must be upgraded, and processes of an earlier version use it: {others}. Stop them, and start this version again.");
            }

            if (!waits)
            {
                Log.Waiting(logger, connection.Database, others);
            }

            await Task.Delay(RetryDelay, time);
        }

        try
        {
            await migrate();
        }
        finally
        {
            // The lock belongs to the connection, which returns to the pool.
            await TryAsync(connection, $"SELECT pg_advisory_unlock({PostgresLocks.Running})");
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _entered, null) is { } entered)
        {
            await entered.DisposeAsync();
        }
    }

    private async Task<NpgsqlConnection> LockAsync(CancellationToken cancel)
    {
        var connection = await source.Connections.OpenConnectionAsync(cancel);
        try
        {
            await using var command = new NpgsqlCommand($"SELECT pg_advisory_lock_shared({PostgresLocks.Running})", connection);
            await command.ExecuteNonQueryAsync(cancel);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private static async Task<bool> TryAsync(NpgsqlConnection connection, string sql) => await ReadAsync(connection, sql) is "True";

    private static async Task<string> ReadAsync(NpgsqlConnection connection, string sql)
    {
#pragma warning disable CA2100 // Constants.
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        return $"{await command.ExecuteScalarAsync()}";
    }

    private static partial class Log
    {
        [LoggerMessage(1634, LogLevel.Warning, "Waiting for processes of an earlier version to stop, because the database {Database} must be upgraded: {Others}")]
        public static partial void Waiting(ILogger logger, string database, string others);
    }
}

/// <summary>A newer version migrated the tables while this process was running without a connection.</summary>
internal sealed class NewerStoreException(string message, Exception cause) : Exception(message, cause);
