using System.Buffers;
using System.Text;
using Dixa.Webhooks.Admin.Storage.Writes;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Dixa.Webhooks.Admin.Storage.Sqlite;

/// <summary>A prepared statement with the indexes of its parameters.</summary>
internal sealed class SqliteStatement : IDisposable
{
    private const int MaxOnStack = 256;

    private readonly sqlite3 _connection;
    private readonly sqlite3_stmt _statement;
    private readonly int[] _indexes;

    public SqliteStatement(sqlite3 connection, string sql, ReadOnlySpan<(string Name, SqlValue Value)> parameters)
    {
        _connection = connection;
        Check(connection, raw.sqlite3_prepare_v3(connection, sql, raw.SQLITE_PREPARE_PERSISTENT, out _statement));
        _indexes = new int[parameters.Length];
        for (var i = 0; i < parameters.Length; i++)
        {
            _indexes[i] = raw.sqlite3_bind_parameter_index(_statement, parameters[i].Name);
        }
    }

    public SqliteRows Run(scoped ReadOnlySpan<(string Name, SqlValue Value)> parameters)
    {
        for (var i = 0; i < parameters.Length; i++)
        {
            Check(_connection, Bind(_indexes[i], parameters[i].Value));
        }

        return new SqliteRows(_connection, _statement);
    }

    public void Dispose() => _statement.Dispose();

    public static void Check(sqlite3 connection, int code)
    {
        if (code is not (raw.SQLITE_OK or raw.SQLITE_ROW or raw.SQLITE_DONE))
        {
            SqliteException.ThrowExceptionForRC(code, connection);
        }
    }

    private int Bind(int index, SqlValue value) => value.Kind switch
    {
        SqlKind.Number => raw.sqlite3_bind_int64(_statement, index, value.Number),
        SqlKind.Text => BindText(index, (string)value.Reference!),
        SqlKind.Bytes => BindBytes(index, (byte[])value.Reference!),
        SqlKind.Id => BindId(index, value.Id),
        _ => raw.sqlite3_bind_null(_statement, index),
    };

    private int BindBytes(int index, byte[] bytes) =>
        bytes.Length == 0 ? raw.sqlite3_bind_zeroblob(_statement, index, 0) : raw.sqlite3_bind_blob(_statement, index, bytes);

    private int BindId(int index, Guid id)
    {
        Span<byte> bytes = stackalloc byte[Uuid.Length];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        return raw.sqlite3_bind_blob(_statement, index, bytes);
    }

    private int BindText(int index, string text)
    {
        // Binding an empty span would bind NULL.
        if (text.Length == 0)
        {
            return raw.sqlite3_bind_text(_statement, index, text);
        }

        var maxBytes = Encoding.UTF8.GetMaxByteCount(text.Length);
        if (maxBytes <= MaxOnStack)
        {
            Span<byte> onStack = stackalloc byte[MaxOnStack];
            return raw.sqlite3_bind_text(_statement, index, onStack[..Encoding.UTF8.GetBytes(text, onStack)]);
        }

        var rented = ArrayPool<byte>.Shared.Rent(maxBytes);
        try
        {
            return raw.sqlite3_bind_text(_statement, index, rented.AsSpan(0, Encoding.UTF8.GetBytes(text, rented)));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }
}
