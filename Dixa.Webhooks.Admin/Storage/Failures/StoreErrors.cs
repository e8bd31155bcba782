using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Dixa.Webhooks.Admin.Storage.Failures;

/// <summary>Distinguishes a store that is unavailable now from a write that can never be stored.</summary>
internal static class StoreErrors
{
    // https://www.postgresql.org/docs/current/errcodes-appendix.html: connection, resources, operator intervention, system error, internal
    // error, sign-in, no such database or schema, idle transaction ended, read-only, serialization, deadlock, lock, no such table, column or right.
    private static readonly string[] PostgresCodes =
        ["08", "53", "57", "58", "XX", "28", "3D000", "3F000", "25P03", "25006", "40001", "40P01", "55P03", "42P01", "42703", "42501"];

    // https://www.sqlite.org/rescode.html: busy, locked, out of memory, read-only, I/O error, corrupt, full, cannot open, not a database.
    private static readonly int[] SqliteCodes = [5, 6, 7, 8, 10, 11, 13, 14, 26];

    // SQLite uses the same code for a missing table or column and for SQL errors.
    private const int SqliteError = 1;
    private static readonly string[] MissingSchemaMessages = ["no such table", "no such column", "has no column named"];

    /// <summary>Whether the error comes from the database, including exceptions that EF Core wraps around it.</summary>
    public static bool IsDatabaseError(Exception error) => error is DbException or DbUpdateException or InvalidOperationException { InnerException: DbException };

    /// <summary>The database's own error within an exception; null if the store did not cause it.</summary>
    public static Exception? Find(Exception error)
    {
        StoreUnavailableException? unavailable = null;

        // A cancelled request is not an error of the store.
        for (var cause = error is OperationCanceledException ? null : error; cause is not null; cause = cause.InnerException)
        {
            if (cause is StoreUnavailableException ours)
            {
                unavailable ??= ours;
            }
            else if (cause is DbException storeError && IsStoreError(storeError))
            {
                return storeError;
            }
        }

        return unavailable;
    }

    /// <summary>Errors with the same cause have the same kind: the database's error code, or that the connection is lost.</summary>
    public static string Kind(Exception storeError) => storeError switch
    {
        SqliteException sqlite => $"SQLite {sqlite.SqliteErrorCode}",
        PostgresException postgres => $"PostgreSQL {postgres.SqlState}",
        NpgsqlException => "PostgreSQL connection",
        _ => storeError.GetType().Name,
    };

    /// <summary>Whether the store caused the error, for example because it is locked, full or without its tables. The same write may succeed later.</summary>
    public static bool IsStoreError(DbException error) => error.IsTransient || error switch
    {
        SqliteException { SqliteErrorCode: SqliteError } sqlite => MissingSchemaMessages.Any(part => sqlite.Message.Contains(part, StringComparison.Ordinal)),
        SqliteException sqlite => SqliteCodes.Contains(sqlite.SqliteErrorCode),

        // Without a code from the server, the connection is lost.
        NpgsqlException => error.SqlState is not { } state || PostgresCodes.Any(code => state.StartsWith(code, StringComparison.Ordinal)),
        _ => false,
    };
}
