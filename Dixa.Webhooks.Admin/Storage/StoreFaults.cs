using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Dixa.Webhooks.Admin.Storage;

/// <summary>Tells a store that cannot write at present from a write that can never be stored.</summary>
internal static class StoreFaults
{
    // https://www.sqlite.org/rescode.html: busy, locked, out of memory, read-only, I/O error, full, cannot open.
    private static readonly int[] OfSqlite = [5, 6, 7, 8, 10, 13, 14];

    /// <summary>Whether the store is at fault, for example locked or full: the same write may succeed later.</summary>
    public static bool IsOfTheStore(DbException error) => error.IsTransient || (error is SqliteException sqlite && OfSqlite.Contains(sqlite.SqliteErrorCode));
}
