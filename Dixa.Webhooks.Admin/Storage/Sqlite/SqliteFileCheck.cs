using Dixa.Webhooks.Admin.Storage.Failures;
using Dixa.Webhooks.Admin.Storage.Files;
using Microsoft.Data.Sqlite;

namespace Dixa.Webhooks.Admin.Storage.Sqlite;

/// <summary>Refuses files and folders in which a store cannot work, before anything is changed in them. The messages say what to do.</summary>
internal static class SqliteFileCheck
{
    private static readonly string[] Suffixes = ["", "-wal", "-shm"];

    /// <exception cref="StoreUnavailableException">The folder is on a network file system.</exception>
    public static void RefuseNetwork(StoreFiles files)
    {
        if (Path.GetDirectoryName(files.Database) is { } folder && NetworkFileSystem.TypeOf(folder) is { } type)
        {
            throw new StoreUnavailableException(
                $"Storage:ConnectionString: the folder {folder} is on a network file system ({type}), on which SQLite can damage the database. "
                + "Set it to a file on a local disk, or use PostgreSQL.");
        }
    }

    /// <exception cref="StoreUnavailableException">The file is not readable and writable, is not a database, or belongs to another program.</exception>
    public static void RefuseForeign(StoreFiles files, IEnumerable<string> knownMigrations)
    {
        if (!File.Exists(files.Database))
        {
            return;
        }

        // SQLite would open what is not writable, and fail later. It creates files in the folder.
        if ((UnixAccess.Error(Path.GetDirectoryName(files.Database)!, "folder") ?? Opened(files).Select(file => UnixAccess.Error(file, "file")).FirstOrDefault(found => found is not null)) is { } error)
        {
            throw new StoreUnavailableException($"Storage:ConnectionString: {error}");
        }

        using var connection = SqliteRead.Open(files.Database, SqliteOpenMode.ReadOnly);
        var applied = SqliteRead.Number(connection, "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = '__EFMigrationsHistory'") > 0
            ? SqliteRead.Texts(connection, "SELECT MigrationId FROM __EFMigrationsHistory")
            : [];
        var isEmpty = SqliteRead.Number(connection, "SELECT count(*) FROM sqlite_master") == 0;
        if (SqliteRead.Number(connection, "PRAGMA application_id") != 0 || (!isEmpty && !applied.Intersect(knownMigrations).Any() && !IsBeingCreated(connection)))
        {
            throw new StoreUnavailableException(
                $"Storage:ConnectionString: {files.Database} is a database of another program. Set it to the database of this application, or to a new file.");
        }
    }

    /// <summary>The files that exist and that every connection writes to.</summary>
    private static IEnumerable<string> Opened(StoreFiles files) => Suffixes.Select(suffix => files.Database + suffix).Where(File.Exists);

    /// <summary>A process that is killed while it creates a new database leaves only EF Core's tables, which are empty.</summary>
    private static bool IsBeingCreated(SqliteConnection connection) =>
        SqliteRead.Texts(connection, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'").All(table => table.StartsWith("__EFMigrations", StringComparison.Ordinal));
}
