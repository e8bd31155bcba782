using Microsoft.Data.Sqlite;

namespace Dixa.Webhooks.Admin.Storage.Sqlite;

internal static class SqliteErrors
{
    // https://www.sqlite.org/rescode.html
    private const int Busy = 5;
    private const int Locked = 6;
    private const int OutOfMemory = 7;
    private const int ReadOnly = 8;
    private const int IoError = 10;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int CannotOpen = 14;
    private const int NotADatabase = 26;

    // SQLITE_IOERR_SHMSIZE: the file that all connections share, which is the first one to be written, cannot grow.
    private const int CannotGrow = IoError | (19 << 8);

    private const string OutOfSpace = "Its disk is full. Make room on it, and start again.";

    private static readonly int[] StoreCodes = [Busy, Locked, OutOfMemory, ReadOnly, IoError, Corrupt, Full, CannotOpen, NotADatabase];

    // SQLite uses the same code for a missing table or column and for SQL errors.
    private const int Error = 1;
    private static readonly string[] MissingSchemaMessages = ["no such table", "no such column", "has no column named"];

    public static string Kind(SqliteException error) => $"SQLite {error.SqliteErrorCode}";

    /// <summary>What to do about an error at startup.</summary>
    public static string Advice(SqliteException error) => error.SqliteErrorCode switch
    {
        Busy or Locked => "Another program has locked it. Close that program, and start again.",
        ReadOnly => "It is not writable. Check the owner and the mode of the file and of its folder.",
        Full => OutOfSpace,
        IoError when error.SqliteExtendedErrorCode == CannotGrow => OutOfSpace,
        IoError => $"The disk reports an error. Check the disk and the kernel log. {error.Message}",
        Corrupt => $"It is damaged. Restore a backup with --restore. {error.Message}",
        CannotOpen => "Check the owner and the mode of the file and of its folder.",
        NotADatabase => "It is not a SQLite database, or it is damaged. Restore a backup with --restore, or set Storage:ConnectionString to another file.",
        _ => error.Message,
    };

    public static bool IsStoreError(SqliteException error) => error.SqliteErrorCode == Error
        ? MissingSchemaMessages.Any(part => error.Message.Contains(part, StringComparison.Ordinal))
        : StoreCodes.Contains(error.SqliteErrorCode);
}
