using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Dixa.Webhooks.Admin.Storage;

/// <summary>Tells a store that cannot write at present from a write that can never be stored.</summary>
internal static class StoreFaults
{
    // https://www.postgresql.org/docs/current/errcodes-appendix.html: connection, read-only, resources, operator intervention, system error.
    private static readonly string[] OfPostgres = ["08", "53", "57", "58", "25006", "40001", "40P01", "55P03"];

    // https://www.sqlite.org/rescode.html: busy, locked, out of memory, read-only, I/O error, full, cannot open.
    private static readonly int[] OfSqlite = [5, 6, 7, 8, 10, 13, 14];

    /// <summary>Whether the store failed or refused, also where EF Core says it in its own words.</summary>
    public static bool IsFault(Exception error) => error is DbException or StoreUnavailableException or InvalidOperationException { InnerException: DbException };

    /// <summary>Whether the store is at fault, for example locked or full: the same write may succeed later.</summary>
    public static bool IsOfTheStore(DbException error) => error.IsTransient || error switch
    {
        SqliteException sqlite => OfSqlite.Contains(sqlite.SqliteErrorCode),

        // Without an answer from the server, the connection is lost.
        NpgsqlException => error.SqlState is not { } state || OfPostgres.Any(of => state.StartsWith(of, StringComparison.Ordinal)),
        _ => false,
    };
}
