namespace Dixa.Webhooks.Admin.Storage.Files;

/// <summary>
/// Prevents other users of the machine from reading the store: its files get mode 0600, and folders that belong to the application alone get
/// 0700. Other folders may contain other files, so their mode is not changed. Does nothing on Windows.
/// </summary>
internal sealed partial class PrivateFiles(StoreFiles files, ILogger<PrivateFiles> logger)
{
    private const UnixFileMode FileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode FolderMode = FileMode | UnixFileMode.UserExecute;

    private static readonly string[] Suffixes = ["", "-wal", "-shm", "-journal", ".lock"];

    /// <summary>Removes other users' permissions from existing files.</summary>
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

        foreach (var file in Files())
        {
            Tighten(file, FileMode);
        }

        foreach (var folder in new[] { Path.GetDirectoryName(files.Database)!, files.KeyFolder }.Except(files.OwnFolders).Where(Directory.Exists))
        {
            WarnIfOpen(folder);
        }
    }

    /// <summary>The folder may contain files of others, who must reach them.</summary>
    private void WarnIfOpen(string folder)
    {
        if (!OperatingSystem.IsWindows() && File.GetUnixFileMode(folder) is var mode && (mode & ~FolderMode) != 0)
        {
            Log.Open(logger, folder, Octal(mode));
        }
    }

    /// <summary>What other users of the machine can read or change: files of the store, and the folders that they are in.</summary>
    public IReadOnlyList<OpenPath> OpenToOthers()
    {
        if (OperatingSystem.IsWindows())
        {
            return [];
        }

        const UnixFileMode Others = ~(FolderMode | UnixFileMode.StickyBit | UnixFileMode.SetGroup | UnixFileMode.SetUser);
        var found = new List<OpenPath>();
        foreach (var path in Files().Concat(new[] { Path.GetDirectoryName(files.Database)!, files.KeyFolder }.Where(Directory.Exists)).Distinct())
        {
            try
            {
                var mode = File.GetUnixFileMode(path);
                if ((mode & Others) != 0)
                {
                    found.Add(new OpenPath(path, Octal(mode)));
                }
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // The file was deleted in the meantime, such as the write-ahead log.
            }
        }

        return found;
    }

    /// <summary>The files that exist.</summary>
    private IEnumerable<string> Files() => Suffixes.Select(suffix => files.Database + suffix).Where(File.Exists)
        .Concat(Directory.Exists(files.KeyFolder) ? Directory.EnumerateFiles(files.KeyFolder, "key-*.xml") : []);

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
            Log.NotTightened(logger, path, error.Message);
        }
    }

    private static string Octal(UnixFileMode mode) => Convert.ToString((int)mode, 8).PadLeft(4, '0');

    private static partial class Log
    {
        [LoggerMessage(1620, LogLevel.Information, "Changed the mode of {Path} from {Before} to {After}, so that other users of this machine cannot read it")]
        public static partial void Tightened(ILogger logger, string path, string before, string after);

        [LoggerMessage(1622, LogLevel.Warning, "Other users of this machine can open the folder {Path}, whose mode is {Mode}. The store's files in it are private, but use a folder of their own with the mode 0700")]
        public static partial void Open(ILogger logger, string path, string mode);

        [LoggerMessage(1621, LogLevel.Warning, "Failed to change the mode of {Path}; other users of this machine may be able to read it. {Reason} Change it to 0600, or to 0700 for a folder")]
        public static partial void NotTightened(ILogger logger, string path, string reason);
    }
}
