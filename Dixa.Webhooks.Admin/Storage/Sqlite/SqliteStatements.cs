using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Dixa.Webhooks.Admin.Storage.Sqlite;

/// <summary>
/// A connection's statements, each prepared once, without ADO.NET between: for each delivery that took longer than what
/// SQLite itself does. Used by one thread at a time. SQLite waits for locks as long as the connection's busy_timeout says.
/// </summary>
internal sealed class SqliteStatements(SqliteConnection connection) : IDisposable
{
    private readonly Dictionary<string, SqliteStatement> _statements = [];
    private readonly sqlite3 _handle = connection.Handle!;

    /// <summary>Whether a transaction is open.</summary>
    public bool InTransaction => raw.sqlite3_get_autocommit(_handle) == 0;

    /// <summary>The key of the row that was inserted last.</summary>
    public long LastKey => raw.sqlite3_last_insert_rowid(_handle);

    /// <summary>Runs a statement and returns the number of rows it changed.</summary>
    /// <param name="sql">A constant. The parameters of one text always come in the same order.</param>
    /// <param name="parameters">Their names in the text, with the sign, and their values.</param>
    /// <exception cref="SqliteException">SQLite refuses, or cannot at present.</exception>
    public int Execute(string sql, params ReadOnlySpan<(string Name, SqlValue Value)> parameters)
    {
        using var rows = Query(sql, parameters);
        while (rows.Read())
        {
        }

        return raw.sqlite3_changes(_handle);
    }

    /// <summary>Runs a query. Its rows must be disposed before the next statement of the same text.</summary>
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
