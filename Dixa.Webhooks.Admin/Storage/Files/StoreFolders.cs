using Dixa.Webhooks.Admin.Storage.Failures;

namespace Dixa.Webhooks.Admin.Storage.Files;

/// <summary>Creates the folders that the store needs. If that fails, the message names the setting.</summary>
internal static class StoreFolders
{
    /// <exception cref="StoreUnavailableException">A folder cannot be created.</exception>
    public static void Create(StoreFiles files)
    {
        Create("Storage:ConnectionString", "database", Path.GetDirectoryName(files.Database)!, OwnerOnly);
        CreateKeyFolder(files.KeyFolder);
    }

    /// <inheritdoc cref="Create(StoreFiles)"/>
    public static void CreateKeyFolder(string folder) => Create("Storage:KeyRingPath", "keys", folder, OwnerOnly);

    private static void Create(string key, string content, string folder, Action<string> create)
    {
        try
        {
            create(folder);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StoreUnavailableException(
                $"{key}: the folder {folder} for the {content} cannot be created or opened. {error.Message} Set it to a folder that this process can write to.", error);
        }
    }

    /// <summary>Creates a folder that only its owner can access. An existing folder keeps its mode.</summary>
    private static void OwnerOnly(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            var isNew = !Directory.Exists(folder);
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            if (isNew)
            {
                FolderOwner.Give(folder);
            }
        }
    }
}
