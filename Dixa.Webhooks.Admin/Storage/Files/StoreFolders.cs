namespace Dixa.Webhooks.Admin.Storage.Files;

/// <summary>Makes the folders that the store needs, and names the setting of one that cannot be had.</summary>
internal static class StoreFolders
{
    /// <exception cref="StoreUnavailableException">A folder cannot be made.</exception>
    public static void Create(StoreFiles files)
    {
        Create("Storage:ConnectionString", "database", Path.GetDirectoryName(files.Database)!, OwnerOnly);
        CreateKeyRing(files.KeyRing);
    }

    /// <inheritdoc cref="Create(StoreFiles)"/>
    public static void CreateKeyRing(string folder) => Create("Storage:KeyRingPath", "keys", folder, OwnerOnly);

    private static void Create(string key, string content, string folder, Action<string> create)
    {
        try
        {
            create(folder);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StoreUnavailableException(
                $"{key}: the folder {folder} for the {content} cannot be made or opened. {error.Message} Name a folder that this process may write to.", error);
        }
    }

    /// <summary>A folder that does not exist yet is created for its owner alone. One that exists keeps its mode.</summary>
    private static void OwnerOnly(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
