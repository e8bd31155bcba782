namespace Dixa.Webhooks.Admin.Storage.Files;

/// <summary>
/// Keeps other users of the machine from reading the store: its files get the mode 0600, and folders that are the application's alone 0700.
/// A folder that someone else made may hold other things, so its mode stays. Does nothing on Windows.
/// </summary>
internal sealed partial class PrivateFiles(StoreFiles files, ILogger<PrivateFiles> logger)
{
    private const UnixFileMode FileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode FolderMode = FileMode | UnixFileMode.UserExecute;

    private static readonly string[] Suffixes = ["", "-wal", "-shm", "-journal", ".lock"];

    /// <summary>Takes away what others may do with files that exist already.</summary>
    public void Tighten()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        foreach (var folder in files.OwnFolders.Where(Directory.Exists))
        {
            Tighten(folder, FolderMode);
        }

        var keys = Directory.Exists(files.KeyRing) ? Directory.EnumerateFiles(files.KeyRing, "key-*.xml") : [];
        foreach (var file in Suffixes.Select(suffix => files.Database + suffix).Where(File.Exists).Concat(keys))
        {
            Tighten(file, FileMode);
        }
    }

    private void Tighten(string path, UnixFileMode allowed)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        try
        {
            var mode = File.GetUnixFileMode(path);
            if ((mode & ~allowed) != 0)
            {
                File.SetUnixFileMode(path, mode & allowed);
                Log.Tightened(logger, path, Octal(mode), Octal(mode & allowed));
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Log.Open(logger, path, error.Message);
        }
    }

    private static string Octal(UnixFileMode mode) => Convert.ToString((int)mode, 8).PadLeft(4, '0');

    private static partial class Log
    {
        [LoggerMessage(1901, LogLevel.Information, "Other users of this machine can no longer read {Path}: its mode was {Before} and is now {After}.")]
        public static partial void Tightened(ILogger logger, string path, string before, string after);

        [LoggerMessage(1902, LogLevel.Warning, "Other users of this machine may be able to read {Path}, and its mode cannot be changed: {Reason} Change it to 0600, a folder to 0700.")]
        public static partial void Open(ILogger logger, string path, string reason);
    }
}
