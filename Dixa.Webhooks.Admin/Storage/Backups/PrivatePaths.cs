using Dixa.Webhooks.Admin.Storage.Files;

namespace Dixa.Webhooks.Admin.Storage.Backups;

/// <summary>Creates files and folders that only the process's user can access, or if that is root, the owner of the folder that they are in.</summary>
internal static class PrivatePaths
{
    private const UnixFileMode OwnFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public static void CreateFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            var isNew = !Directory.Exists(path);
            Directory.CreateDirectory(path, OwnFile | UnixFileMode.UserExecute);
            if (isNew)
            {
                FolderOwner.Give(path);
            }
        }
    }

    public static FileStream CreateFile(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None, BufferSize = 1 << 17 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnFile;
        }

        var file = new FileStream(path, options);
        FolderOwner.Give(file.SafeFileHandle, path);
        return file;
    }
}
