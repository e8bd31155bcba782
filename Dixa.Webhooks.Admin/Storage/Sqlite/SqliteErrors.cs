using Microsoft.Data.Sqlite;

namespace Dixa.Webhooks.Admin.Storage.Sqlite;

internal static class SqliteErrors
{
    // https://www.sqlite.org/rescode.html: busy, locked, out of memory, read-only, I/O error, corrupt, full, cannot open, not a database.
    private static readonly int[] StoreCodes = [5, 6, 7, 8, 10, 11, 13, 14, 26];

    // SQLite uses the same code for a missing table or column and for SQL errors.
    private const int Error = 1;
    private static readonly string[] MissingSchemaMessages = ["no such table", "no such column", "has no column named"];

    public static string Kind(SqliteException error) => $"SQLite {error.SqliteErrorCode}";

    public static bool IsStoreError(SqliteException error) => error.SqliteErrorCode == Error
        ? MissingSchemaMessages.Any(part => error.Message.Contains(part, StringComparison.Ordinal))
        : StoreCodes.Contains(error.SqliteErrorCode);
}
