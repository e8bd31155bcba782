using SQLitePCL;

namespace Dixa.Webhooks.Admin.Storage.Sqlite;

/// <summary>The rows of a running statement. Disposing it resets the statement, which may then run again.</summary>
internal readonly ref struct SqliteRows(sqlite3 connection, sqlite3_stmt statement)
{
    /// <summary>Moves to the next row; false if there is none.</summary>
    /// <exception cref="Microsoft.Data.Sqlite.SqliteException">The statement failed.</exception>
    public bool Read()
    {
        var code = raw.sqlite3_step(statement);
        SqliteStatement.Check(connection, code);
        return code == raw.SQLITE_ROW;
    }

    public bool IsNull(int column) => raw.sqlite3_column_type(statement, column) == raw.SQLITE_NULL;

    public long Number(int column) => raw.sqlite3_column_int64(statement, column);

    public string Text(int column) => raw.sqlite3_column_text(statement, column).utf8_to_string();

    public int ByteCount(int column) => raw.sqlite3_column_bytes(statement, column);

    public byte[] Bytes(int column) => raw.sqlite3_column_blob(statement, column).ToArray();

    public Guid Id(int column) => Uuid.Read(raw.sqlite3_column_blob(statement, column));

    // Reset returns the statement's last error again, which Read has already thrown.
    public void Dispose() => _ = raw.sqlite3_reset(statement);
}
