using Dixa.Webhooks.Admin.Storage.Writes;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Dixa.Webhooks.Admin.Storage.Sqlite;

/// <summary>
/// The prepared statements of a connection. Bypasses ADO.NET, whose overhead per delivery is larger than the work of SQLite itself. Not
/// thread-safe. SQLite waits for locks for the connection's busy_timeout.
/// </summary>
internal sealed class SqliteStatements(SqliteConnection connection) : IDisposable
{
    private readonly Dictionary<string, SqliteStatement> _statements = [];
    private readonly sqlite3 _handle = connection.Handle!;

    public bool InTransaction => raw.sqlite3_get_autocommit(_handle) == 0;

    /// <summary>The key of the last inserted row.</summary>
    public long LastKey => raw.sqlite3_last_insert_rowid(_handle);

    /// <summary>Runs a statement and returns the number of changed rows.</summary>
    /// <param name="sql">Must be a constant, since statements are cached. Its parameters must always be passed in the same order.</param>
    /// <param name="parameters">The names, including the @ sign, and the values.</param>
    /// <exception cref="SqliteException">The statement failed.</exception>
    public int Execute(string sql, params ReadOnlySpan<(string Name, SqlValue Value)> parameters)
    {
        using var rows = Query(sql, parameters);
        while (rows.Read())
        {
        }

        return raw.sqlite3_changes(_handle);
    }

    /// <summary>Runs a query. Its rows must be disposed before a statement with the same text runs again.</summary>
    /// <inheritdoc cref="Execute"/>
    public SqliteRows Query(string sql, params ReadOnlySpan<(string Name, SqlValue Value)> parameters)
    {
        if (!_statements.TryGetValue(sql, out var statement))
        {
            _statements.Add(sql, statement = new SqliteStatement(_handle, sql, parameters));
        }

        return statement.Run(parameters);
    }

    public void Dispose()
    {
        foreach (var statement in _statements.Values)
        {
            statement.Dispose();
        }
    }
}
