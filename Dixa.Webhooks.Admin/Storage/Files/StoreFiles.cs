using Dixa.Webhooks.Admin.Storage.Failures;
using Microsoft.Data.Sqlite;

namespace Dixa.Webhooks.Admin.Storage.Files;

/// <summary>The full paths of the store's files. They do not depend on the current folder.</summary>
public sealed class StoreFiles
{
    /// <summary>The folder of the default connection string.</summary>
    private const string DefaultFolder = "data";

    private const string DefaultKeyFolder = "keys";

    private const string RootMarker = "Dixa.Webhooks.sln";
    private const string DefaultTimeout = "Default Timeout";

    /// <summary>The default number of seconds that a statement waits for a lock: less than publishers wait for a response.</summary>
    private const int LockTimeout = 10;

    private StoreFiles(string database, string keyFolder, string connectionString, IReadOnlyList<string> ownFolders) =>
        (Database, KeyFolder, ConnectionString, OwnFolders) = (database, keyFolder, connectionString, ownFolders);

    /// <summary>The full path of the database.</summary>
    public string Database { get; }

    /// <summary>The full path of the folder with the keys.</summary>
    public string KeyFolder { get; }

    /// <summary>Whether the keys are in the default folder, so that one backup contains both.</summary>
    public bool KeysAreNextToDatabase => KeyFolder == Path.Combine(Path.GetDirectoryName(Database)!, DefaultKeyFolder);

    public string ConnectionString { get; }

    /// <summary>Folders that contain only the store: those of the default settings.</summary>
    public IReadOnlyList<string> OwnFolders { get; }

    /// <exception cref="StoreUnavailableException">The connection string is not valid for SQLite, or has no file.</exception>
    public static StoreFiles Resolve(StorageOptions options, string applicationFolder)
    {
        var connection = Read(options.ConnectionString);
        if (connection.DataSource is "" or ":memory:" || connection.Mode is SqliteOpenMode.Memory)
        {
            throw new StoreUnavailableException(
                "Storage:ConnectionString must name a file, for example Data Source=data/webhooks.db. An in-memory database would be lost when the application stops.");
        }

        var root = Root(applicationFolder);
        connection.DataSource = Path.GetFullPath(connection.DataSource, root);
        connection.ForeignKeys = true;
        if (!connection.ShouldSerialize(DefaultTimeout))
        {
            connection.DefaultTimeout = LockTimeout;
        }

        var folder = Path.GetDirectoryName(connection.DataSource)!;
        var keyFolder = options.KeyRingPath.Length > 0 ? Path.GetFullPath(options.KeyRingPath, root) : Path.Combine(folder, DefaultKeyFolder);
        List<string> own = [.. options.KeyRingPath.Length > 0 ? [] : new[] { keyFolder }, .. folder == Path.GetFullPath(DefaultFolder, root) ? [folder] : Array.Empty<string>()];
        return new StoreFiles(connection.DataSource, keyFolder, connection.ToString(), own);
    }

    /// <summary>Resolves a path of the settings. Does not depend on the current folder.</summary>
    public static string FullPath(string path, string applicationFolder) => Path.GetFullPath(path, Root(applicationFolder));

    private static SqliteConnectionStringBuilder Read(string text)
    {
        try
        {
            return new SqliteConnectionStringBuilder(text);
        }
        catch (ArgumentException error)
        {
            throw new StoreUnavailableException(
                $"Storage:ConnectionString is not a valid SQLite connection string, for example Data Source=data/webhooks.db. {error.Message}", error);
        }
    }

    /// <summary>The repository's root if the application runs from within a repository; otherwise the application's folder.</summary>
    private static string Root(string applicationFolder)
    {
        for (var folder = new DirectoryInfo(applicationFolder); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, RootMarker)))
            {
                return folder.FullName;
            }
        }

        return applicationFolder;
    }
}
