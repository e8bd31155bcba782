using Microsoft.Extensions.Options;
using Npgsql;

namespace Dixa.Webhooks.Admin.Storage.Postgres;

/// <summary>The connections to the PostgreSQL database, and how they behave where the connection string does not say.</summary>
public sealed class PostgresSource : IAsyncDisposable, IDisposable
{
    public const string Example = "Host=localhost;Database=webhooks;Username=webhooks;Password=…";

    /// <summary>How many seconds a statement may take: less than a publisher waits for its answer.</summary>
    private const int CommandTimeout = 10;

    /// <summary>After so many seconds of silence a connection is tried, so that a server that is gone is noticed.</summary>
    private const int KeepAlive = 10;

    /// <summary>
    /// How long a statement waits for a lock, less than <see cref="CommandTimeout"/>; and how long a transaction may be idle: the server ends that
    /// of a process that was paused or cut off, which would otherwise keep its locks.
    /// </summary>
    private const string Timeouts = "-c lock_timeout=3s -c idle_in_transaction_session_timeout=5s";

    private readonly Lazy<NpgsqlDataSource> _connections;
    private Guid? _expected;

    public PostgresSource(IOptions<StorageOptions> options) => _connections = new Lazy<NpgsqlDataSource>(() => Build(options.Value.ConnectionString));

    internal NpgsqlDataSource Connections => _connections.Value;

    /// <summary>What is wrong with a connection string and what is allowed, or null.</summary>
    public static string? Error(string text)
    {
        try
        {
            // "Data Source" is a name for the host too, so a SQLite string is no fault to Npgsql.
            return new NpgsqlConnectionStringBuilder(text) is { Host.Length: > 0, Database.Length: > 0 }
                ? null
                : $"With Storage:Provider=PostgreSql it must name a host and a database, for example {Example}.";
        }
        catch (Exception error) when (error is ArgumentException or FormatException)
        {
            return $"With Storage:Provider=PostgreSql it must be a connection string such as {Example}. {error.Message}";
        }
    }

    /// <summary>Refuses connections to any other store from now on: the database may be replaced while the application runs.</summary>
    internal void Expect(Guid? store) => _expected = store;

    /// <summary>The most connections that the application opens with a valid connection string.</summary>
    public static int MaxConnections(string text) => new NpgsqlConnectionStringBuilder(text).MaxPoolSize;

    /// <summary>Does something that no other process does meanwhile.</summary>
    public async Task WithExclusiveLockAsync(Func<Task> work)
    {
        await using var connection = await Connections.OpenConnectionAsync();
        await using (var alone = new NpgsqlCommand($"{PostgresConnection.WithoutTimeouts}; SELECT pg_advisory_lock({PostgresLocks.Start})", connection) { CommandTimeout = 0 })
        {
            await alone.ExecuteNonQueryAsync();
        }

        await work();

        // The lock belongs to the connection, which goes back to the pool.
        await using var others = new NpgsqlCommand($"SELECT pg_advisory_unlock({PostgresLocks.Start})", connection);
        await others.ExecuteNonQueryAsync();
    }

    /// <summary>A connection for Hangfire's own tables, not yet open.</summary>
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

        // A pooler such as PgBouncer does not pass them on. It works all the same, but a paused process keeps its locks.
        source.Dispose();
        connection.Options = options;
        return Build(connection);
    }

    private NpgsqlDataSource Build(NpgsqlConnectionStringBuilder connection)
    {
        // Without the application's log: the driver would write every statement into it. What fails is logged where it is missed.
        var builder = new NpgsqlDataSourceBuilder(connection.ConnectionString) { Name = "Dixa Webhooks" };
        builder.UsePhysicalConnectionInitializer(opened => CheckAsync(opened).GetAwaiter().GetResult(), CheckAsync);
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
        catch (Exception error) when (StoreFaults.IsFault(error))
        {
            // Whoever opens a connection next is told.
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
                $"The database was replaced while the application runs: it holds {(found is { } id ? $"the store {id}" : "no store")} instead of {expected}. "
                + "Nothing is read from it or written into it. Restore the database, or restart the application to work with this one.");
        }
    }
}
