using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Dixa.Webhooks.Admin.Storage;

/// <summary>Tells a store that cannot write at present from a write that can never be stored.</summary>
internal static class StoreFaults
{
    // https://www.postgresql.org/docs/current/errcodes-appendix.html: connection, resources, operator intervention, system error, internal
    // error, sign-in, no such database or schema, idle transaction ended, read-only, serialization, deadlock, lock, no such table, column or right.
    private static readonly string[] OfPostgres =
        ["08", "53", "57", "58", "XX", "28", "3D000", "3F000", "25P03", "25006", "40001", "40P01", "55P03", "42P01", "42703", "42501"];

    // https://www.sqlite.org/rescode.html: busy, locked, out of memory, read-only, I/O error, corrupt, full, cannot open, not a database.
    private static readonly int[] OfSqlite = [5, 6, 7, 8, 10, 11, 13, 14, 26];

    // SQLite has one code for these and for mistakes in a statement.
    private const int SqliteError = 1;
    private static readonly string[] OfSqliteSchema = ["no such table", "no such column", "has no column named"];

    /// <summary>Whether the store failed or refused, also where EF Core says it in its own words.</summary>
    public static bool IsFault(Exception error) => error is DbException or DbUpdateException or InvalidOperationException { InnerException: DbException };

    /// <summary>The store's own error behind what was thrown; null when the store is not at fault.</summary>
    public static Exception? Find(Exception error)
    {
        StoreUnavailableException? unavailable = null;

        // A request that its client gave up is no fault of the store.
        for (var cause = error is OperationCanceledException ? null : error; cause is not null; cause = cause.InnerException)
        {
            if (cause is StoreUnavailableException ours)
            {
                unavailable ??= ours;
            }
            else if (cause is DbException fault && IsOfTheStore(fault))
            {
                return fault;
            }
        }

        return unavailable;
    }

    /// <summary>What an error has in common with others of the same cause: the database's code for it, or that the connection is lost.</summary>
    public static string Kind(Exception fault) => fault switch
    {
        SqliteException sqlite => $"SQLite {sqlite.SqliteErrorCode}",
        PostgresException postgres => $"PostgreSQL {postgres.SqlState}",
        NpgsqlException => "PostgreSQL connection",
        _ => fault.GetType().Name,
    };

    /// <summary>Whether the store is at fault, for example locked, full or without its tables: the same write may succeed later.</summary>
    public static bool IsOfTheStore(DbException error) => error.IsTransient || error switch
    {
        SqliteException { SqliteErrorCode: SqliteError } sqlite => OfSqliteSchema.Any(part => sqlite.Message.Contains(part, StringComparison.Ordinal)),
        SqliteException sqlite => OfSqlite.Contains(sqlite.SqliteErrorCode),

        // Without an answer from the server, the connection is lost.
        NpgsqlException => error.SqlState is not { } state || OfPostgres.Any(of => state.StartsWith(of, StringComparison.Ordinal)),
        _ => false,
    };
}
