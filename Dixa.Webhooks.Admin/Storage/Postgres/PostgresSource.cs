using System.Diagnostics;
using Dixa.Webhooks.Admin.Storage.Failures;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Dixa.Webhooks.Admin.Storage.Postgres;

/// <summary>The connections to the PostgreSQL database, with defaults for options that the connection string does not set.</summary>
public sealed class PostgresSource : IAsyncDisposable, IDisposable
{
    public const string Example = "Host=localhost;Database=webhooks;Username=webhooks;Password=…";

    /// <summary>The default timeout of a statement in seconds: less than publishers wait for a response.</summary>
    private const int CommandTimeout = 10;

    /// <summary>After this many idle seconds a connection is checked, so that a lost server is noticed.</summary>
    private const int KeepAlive = 10;

    /// <summary>
    /// A statement waits for a lock for less than <see cref="CommandTimeout"/>. The server ends the idle transaction of a process that was paused or
    /// disconnected, which would otherwise keep its locks.
    /// </summary>
    private const string Timeouts = "-c lock_timeout=3s -c idle_in_transaction_session_timeout=5s";

    private readonly Lazy<NpgsqlDataSource> _connections;
    private Guid? _expected;

    public PostgresSource(IOptions<StorageOptions> options) => _connections = new Lazy<NpgsqlDataSource>(() => Build(options.Value.ConnectionString));

    internal NpgsqlDataSource Connections => _connections.Value;

    /// <summary>The error message for an invalid connection string; null if it is valid.</summary>
    public static string? Error(string text)
    {
        try
        {
            // Npgsql accepts "Data Source" as the host, so a SQLite connection string does not throw.
            return new NpgsqlConnectionStringBuilder(text) is { Host.Length: > 0, Database.Length: > 0 }
                ? null
                : $"must contain a host and a database if Storage:Provider is PostgreSql, for example {Example}.";
        }
        catch (Exception error) when (error is ArgumentException or FormatException)
        {
            return $"must be a PostgreSQL connection string if Storage:Provider is PostgreSql, for example {Example}. {error.Message}";
        }
    }

    /// <summary>From now on, refuses connections to a store with another id, since the database may be replaced while the application runs. Null allows any store.</summary>
    internal void Expect(Guid? store) => _expected = store;

    /// <summary>Max connections that the application opens with a valid connection string.</summary>
    public static int MaxConnections(string text) => new NpgsqlConnectionStringBuilder(text).MaxPoolSize;

    /// <summary>Runs work that no other process runs at the same time.</summary>
    public async Task WithExclusiveLockAsync(Func<Task> work)
    {
        await using var connection = await Connections.OpenConnectionAsync();
        await using (var acquire = new NpgsqlCommand($"{PostgresConnection.WithoutTimeouts}; SELECT pg_advisory_lock({PostgresLocks.Migration})", connection) { CommandTimeout = 0 })
        {
            await acquire.ExecuteNonQueryAsync();
        }

        await work();

        // The lock belongs to the connection, which returns to the pool, so it must be released.
        await using var release = new NpgsqlCommand($"SELECT pg_advisory_unlock({PostgresLocks.Migration})", connection);
        await release.ExecuteNonQueryAsync();
    }

    /// <summary>A closed connection for Hangfire's tables.</summary>
    public NpgsqlConnection CreateConnection() => Connections.CreateConnection();

    public void Dispose()
    {
        if (_connections.IsValueCreated)
        {
            _connections.Value.Dispose();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_connections.IsValueCreated)
        {
            await _connections.Value.DisposeAsync();
        }
    }

    private NpgsqlDataSource Build(string text)
    {
        var connection = new NpgsqlConnectionStringBuilder(text);
        connection.ApplicationName ??= "Dixa Webhooks";
        if (!connection.ShouldSerialize("Command Timeout"))
        {
            connection.CommandTimeout = CommandTimeout;
        }

        if (!connection.ShouldSerialize("Keepalive"))
        {
            connection.KeepAlive = KeepAlive;
        }

        var options = connection.Options;
        connection.Options = $"{Timeouts} {options}".TrimEnd();
        var source = Build(connection);
        if (!RefusesOptions(source))
        {
            return source;
        }

        // A pooler such as PgBouncer refuses these options. The application works without them, but a paused process keeps its locks.
        source.Dispose();
        connection.Options = options;
        return Build(connection);
    }

    private NpgsqlDataSource Build(NpgsqlConnectionStringBuilder connection)
    {
        // Without the application's logger, since the driver would log every statement. The callers log failures.
        var builder = new NpgsqlDataSourceBuilder(connection.ConnectionString) { Name = "Dixa Webhooks" };
        builder.UsePhysicalConnectionInitializer(opened => CheckAsync(opened).GetAwaiter().GetResult(), CheckAsync);

        // Only statements of a request: the regular ones of background services would be traces of their own.
        builder.ConfigureTracing(traces => traces
            .ConfigureCommandFilter(_ => Activity.Current is not null)
            .ConfigureBatchFilter(_ => Activity.Current is not null)
            .EnablePhysicalOpenTracing(false));
        return builder.Build();
    }

    private static bool RefusesOptions(NpgsqlDataSource source)
    {
        try
        {
            using var connection = source.OpenConnection();
            return false;
        }
        catch (PostgresException error) when (error.SqlState is PostgresErrorCodes.ProtocolViolation or PostgresErrorCodes.FeatureNotSupported)
        {
            return true;
        }
        catch (Exception error) when (StoreErrors.IsDatabaseError(error))
        {
            // The next caller that opens a connection gets the error.
            return false;
        }
    }

    private async Task CheckAsync(NpgsqlConnection opened)
    {
        if (_expected is not { } expected)
        {
            return;
        }

        Guid? found = null;
        await using var command = new NpgsqlCommand("SELECT id FROM store ORDER BY created_at LIMIT 1", opened);
        try
        {
            found = await command.ExecuteScalarAsync() as Guid?;
        }
        catch (PostgresException error) when (error.SqlState is PostgresErrorCodes.UndefinedTable)
        {
        }

        if (found != expected)
        {
            throw new StoreUnavailableException(
                $"The database was replaced while the application is running: it contains {(found is { } id ? $"the store {id}" : "no store")} instead of {expected}. "
                + "The application does not use it. Restore the database, or restart the application to use this one.");
        }
    }
}
