using Dixa.Webhooks.Admin.Storage.Failures;
using Npgsql;

namespace Dixa.Webhooks.Admin.Storage.Postgres;

/// <summary>Checks the connection to the server at startup, and refuses it with a clear message if the application would not work with it.</summary>
internal static class PostgresServerCheck
{
    /// <summary>
    /// The connections of a process that do not read lanes: two writers, one to listen, one to notify, five for Hangfire, one for each
    /// leader lock, and three for screens, the API and background work.
    /// </summary>
    public const int OtherConnections = 16;

    // Superusers can also use the reserved connections, and connection limits do not apply to them.
    private const string Limits = """
        SELECT current_setting('max_connections')::int
                - CASE WHEN rolsuper THEN 0 ELSE current_setting('superuser_reserved_connections')::int + coalesce(current_setting('reserved_connections', true), '0')::int END,
            CASE WHEN rolsuper OR rolconnlimit < 0 THEN 2147483647 ELSE rolconnlimit END,
            (SELECT CASE WHEN rolsuper OR datconnlimit < 0 THEN 2147483647 ELSE datconnlimit END FROM pg_database WHERE datname = current_database())
        FROM pg_roles WHERE rolname = current_user
        """;

    private const string SetMark = "SELECT set_config('dixa.probe', @mark, false), pg_backend_pid()";
    private const string GetMark = "SELECT coalesce(current_setting('dixa.probe', true), ''), pg_backend_pid()";

    /// <exception cref="StoreUnavailableException">There are too few connections. The message says how many are needed.</exception>
    public static async Task RefuseTooFewConnectionsAsync(NpgsqlDataSource connections, int laneReaders)
    {
        var needed = laneReaders + OtherConnections;
        var pool = new NpgsqlConnectionStringBuilder(connections.ConnectionString).MaxPoolSize;
        RequireConnections(pool, needed, "Maximum Pool Size", "Set it", laneReaders);

        await using var connection = await connections.OpenConnectionAsync();
        await using var command = new NpgsqlCommand(Limits, connection);
        await using var row = await command.ExecuteReaderAsync();
        if (await row.ReadAsync())
        {
            RequireConnections(row.GetInt32(0), needed, "the number of connections that the server allows for this user (max_connections minus the reserved ones)", "Raise max_connections", laneReaders);
            RequireConnections(row.GetInt32(1), needed, "the role's connection limit", "Raise it with ALTER ROLE … CONNECTION LIMIT", laneReaders);
            RequireConnections(row.GetInt32(2), needed, "the database's connection limit", "Raise it with ALTER DATABASE … CONNECTION LIMIT", laneReaders);
        }
    }

    /// <summary>
    /// Sets a mark on a connection, opens a transaction on another one, and reads the mark again. With transaction pooling, the pooler has given
    /// the server connection to the other client by then.
    /// </summary>
    /// <exception cref="StoreUnavailableException">The connection uses transaction or statement pooling.</exception>
    public static async Task RefusePoolerAsync(NpgsqlDataSource connections)
    {
        await using var probe = await connections.OpenConnectionAsync();
        var mark = Guid.NewGuid().ToString("N");
        var before = await ReadAsync(probe, SetMark, mark);
        await using var other = await connections.OpenConnectionAsync();
        await using var transaction = await other.BeginTransactionAsync();
        await ReadAsync(other, GetMark, mark);
        (string Mark, int Process) after;
        try
        {
            after = await ReadAsync(probe, GetMark, mark);
        }
        catch (NpgsqlException error) when (error is not PostgresException)
        {
            // The pooler has only one connection to the server, and waits for it.
            after = ("", 0);
        }

        if (before != after)
        {
            throw new StoreUnavailableException(
                "Storage:ConnectionString: the connection uses a pooler with transaction or statement pooling, such as PgBouncer with pool_mode=transaction. "
                + "Locks, signals and prepared statements need session pooling. Set pool_mode to session, or connect to PostgreSQL directly.");
        }
    }

    private static void RequireConnections(int allowed, int needed, string limit, string remedy, int laneReaders)
    {
        if (allowed < needed)
        {
            throw new StoreUnavailableException(
                $"Storage:ConnectionString: {limit} is {allowed}, and this process needs {needed} connections ({laneReaders} to read lanes, which is two for each of Dispatch:Workers, and {OtherConnections} others). "
                + $"{remedy} to at least {needed} for each process, or lower Dispatch:Workers.");
        }
    }

    private static async Task<(string Mark, int Process)> ReadAsync(NpgsqlConnection connection, string sql, string mark)
    {
#pragma warning disable CA2100 // One of the constants above.
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        if (sql == SetMark)
        {
            command.Parameters.AddWithValue("mark", mark);
        }

        await using var row = await command.ExecuteReaderAsync();
        await row.ReadAsync();
        return (row.GetString(0), row.GetInt32(1));
    }
}
