using Npgsql;

namespace Dixa.Webhooks.Admin.Storage.Postgres;

/// <summary>Refuses, at the start and by name, a way to the server on which the application would not work.</summary>
internal static class PostgresServerCheck
{
    /// <summary>
    /// What a process needs besides those that read lanes: two writers, one that listens, one that notifies, five of Hangfire's, and three
    /// for screens, the API and the check of who leads.
    /// </summary>
    public const int OtherConnections = 12;

    // A superuser may use those that are reserved, and a role's limit does not bind them.
    private const string Limits = """
        SELECT current_setting('max_connections')::int
                - CASE WHEN rolsuper THEN 0 ELSE current_setting('superuser_reserved_connections')::int + coalesce(current_setting('reserved_connections', true), '0')::int END,
            CASE WHEN rolsuper OR rolconnlimit < 0 THEN 2147483647 ELSE rolconnlimit END,
            (SELECT CASE WHEN rolsuper OR datconnlimit < 0 THEN 2147483647 ELSE datconnlimit END FROM pg_database WHERE datname = current_database())
        FROM pg_roles WHERE rolname = current_user
        """;

    private const string Mark = "SELECT set_config('dixa.probe', @mark, false), pg_backend_pid()";
    private const string Look = "SELECT coalesce(current_setting('dixa.probe', true), ''), pg_backend_pid()";

    /// <param name="connections">The way to the server.</param>
    /// <param name="laneReaders">How many connections read lanes at a time.</param>
    /// <exception cref="StoreUnavailableException">There are too few connections; the message says how many are needed.</exception>
    public static async Task RefuseTooFewConnectionsAsync(NpgsqlDataSource connections, int laneReaders)
    {
        var needed = laneReaders + OtherConnections;
        var pool = new NpgsqlConnectionStringBuilder(connections.ConnectionString).MaxPoolSize;
        Refuse(pool, needed, "Maximum Pool Size", "Set it", laneReaders);

        await using var connection = await connections.OpenConnectionAsync();
        await using var command = new NpgsqlCommand(Limits, connection);
        await using var row = await command.ExecuteReaderAsync();
        if (await row.ReadAsync())
        {
            Refuse(row.GetInt32(0), needed, "the number of connections that the server has for this user (max_connections without the reserved ones)", "Raise max_connections", laneReaders);
            Refuse(row.GetInt32(1), needed, "the role's connection limit", "Raise it with ALTER ROLE … CONNECTION LIMIT", laneReaders);
            Refuse(row.GetInt32(2), needed, "the database's connection limit", "Raise it with ALTER DATABASE … CONNECTION LIMIT", laneReaders);
        }
    }

    /// <summary>
    /// Leaves a mark on a connection, lets another one be in a transaction, and looks for the mark. A pooler that works by transaction
    /// has given the server's connection to the other one by then.
    /// </summary>
    /// <exception cref="StoreUnavailableException">There is such a pooler.</exception>
    public static async Task RefusePoolerAsync(NpgsqlDataSource connections)
    {
        await using var probe = await connections.OpenConnectionAsync();
        var mark = Guid.NewGuid().ToString("N");
        var before = await ReadAsync(probe, Mark, mark);
        await using var other = await connections.OpenConnectionAsync();
        await using var transaction = await other.BeginTransactionAsync();
        await ReadAsync(other, Look, mark);
        (string Mark, int Process) after;
        try
        {
            after = await ReadAsync(probe, Look, mark);
        }
        catch (NpgsqlException error) when (error is not PostgresException)
        {
            // The pooler has no second connection to the server, and waits for the first.
            after = ("", 0);
        }

        if (before != after)
        {
            throw new StoreUnavailableException(
                "Storage:ConnectionString: the connection goes through a pooler that works by transaction or statement, such as PgBouncer with pool_mode=transaction. "
                + "Locks, signals and prepared statements need a connection of their own. Set pool_mode to session, or connect to PostgreSQL directly.");
        }
    }

    private static void Refuse(int allowed, int needed, string limit, string remedy, int laneReaders)
    {
        if (allowed < needed)
        {
            throw new StoreUnavailableException(
                $"Storage:ConnectionString: {limit} is {allowed}, and this process needs {needed} connections ({laneReaders} to read lanes, two for each of Dispatch:Workers, and {OtherConnections} others). "
                + $"{remedy} to at least {needed} for each process, or lower Dispatch:Workers.");
        }
    }

    private static async Task<(string Mark, int Process)> ReadAsync(NpgsqlConnection connection, string sql, string mark)
    {
#pragma warning disable CA2100 // One of the constants above.
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        if (sql == Mark)
        {
            command.Parameters.AddWithValue("mark", mark);
        }

        await using var row = await command.ExecuteReaderAsync();
        await row.ReadAsync();
        return (row.GetString(0), row.GetInt32(1));
    }
}
