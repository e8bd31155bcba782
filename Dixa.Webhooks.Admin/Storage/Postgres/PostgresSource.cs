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

    private readonly Lazy<NpgsqlDataSource> _connections;

    public PostgresSource(IOptions<StorageOptions> options) => _connections = new Lazy<NpgsqlDataSource>(() => Build(options.Value.ConnectionString));

    internal NpgsqlDataSource Connections => _connections.Value;

    /// <summary>What is wrong with a connection string and what is allowed, or null.</summary>
    public static string? Problem(string text)
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

    /// <summary>Does something that no other process does meanwhile.</summary>
    public async Task AloneAsync(Func<Task> work)
    {
        await using var connection = await Connections.OpenConnectionAsync();
        await using (var alone = new NpgsqlCommand($"SELECT pg_advisory_lock({PostgresLocks.Start})", connection) { CommandTimeout = 0 })
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

    private static NpgsqlDataSource Build(string text)
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

        // Without the application's log: the driver would write every statement into it. What fails is logged where it is missed.
        return new NpgsqlDataSourceBuilder(connection.ConnectionString) { Name = "Dixa Webhooks" }.Build();
    }
}
