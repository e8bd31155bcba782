using System.Runtime.InteropServices;
using Dixa.Webhooks.Admin.Backups;
using Dixa.Webhooks.Admin.Dispatch;
using Dixa.Webhooks.Admin.Storage;
using Dixa.Webhooks.Admin.Storage.Files;
using Dixa.Webhooks.Admin.Storage.Keys;
using Microsoft.Extensions.Options;

namespace Dixa.Webhooks.Admin.Startup.Checkup;

/// <summary>Checks the limit of open files, who can read and write the store's files, and the folder of nightly backups.</summary>
internal sealed class FilesCheckup(IOptions<StorageOptions> options, IOptions<BackupOptions> backups, KeyLocation keys, Lazy<StoreFiles> files)
{
    private const string Limit = "open files";
    private const string Permissions = "permissions";
    private const string Backups = "backups";
    private const int ComfortableLimit = 4096;
    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    private static readonly string[] Suffixes = ["", "-wal", "-shm", ".lock"];

    public IEnumerable<Finding> Run()
    {
        yield return CheckLimit(OpenFileLimit.Read(), options.Value.OpenFiles);
        foreach (var finding in OperatingSystem.IsWindows() ? [] : CheckPermissions())
        {
            yield return finding;
        }

        if (backups.Value.Folder is { Length: > 0 } folder)
        {
            yield return CheckBackups(StoreFiles.FullPath(folder, AppContext.BaseDirectory));
        }
    }

    internal static Finding CheckBackups(string folder)
    {
        var existing = folder;
        while (!Directory.Exists(existing) && Path.GetDirectoryName(existing) is { } parent)
        {
            existing = parent;
        }

        return File.Exists(folder)
            ? Finding.Error(Backups, $"Backup:Folder is {folder}, which is a file. Set it to a folder.")
            : OperatingSystem.IsWindows() || CanUse(existing)
            ? Finding.Ok(Backups, $"Nightly backups can be written to {folder}.")
            : Finding.Error(Backups, $"Backup:Folder is {folder}, and the user {Environment.UserName} cannot write to {existing}. Create the folder for this user, or set Backup:Folder to another one.");
    }

    internal static Finding CheckLimit(int limit, int storeFiles) => OpenFileLimit.Error(limit, storeFiles) is { } tooLow
        ? Finding.Error(Limit, tooLow)
        : limit < ComfortableLimit
            ? Finding.Warning(Limit, $"The limit here is {limit}, which leaves few connections for endpoints that hang. Set LimitNOFILE= or ulimit -n to several thousand.")
            : Finding.Ok(Limit, limit == int.MaxValue ? "There is no limit here." : $"The limit here is {limit}. A service has its own: LimitNOFILE=.");

    private List<Finding> CheckPermissions()
    {
        var (folders, ownFiles) = Paths();
        List<Finding> findings = [.. folders.Concat(ownFiles).Where(path => !CanUse(path)).Select(path => Finding.Error(
            Permissions, $"The user {Environment.UserName} cannot read and write {path}. Run this as the user of the service, or change the owner of the file."))];
        findings.AddRange(
            from path in folders.Concat(ownFiles)
            let mode = ModeOf(path)
            where (mode & Others) != 0
            select Finding.Warning(Permissions, $"Others can use {path} (mode {Convert.ToString((int)mode, 8)}). Run: chmod {(Directory.Exists(path) ? "700" : "600")} {path}"));
        return findings.Count > 0 ? findings : [Finding.Ok(Permissions, folders.Count == 0 ? "There are no files yet." : "Only this user can use the files of the store.")];
    }

    private (List<string> Folders, List<string> Files) Paths()
    {
        var (folders, ownFiles) = (new List<string>(), new List<string>());
        if (!options.Value.IsShared)
        {
            folders.Add(Path.GetDirectoryName(files.Value.Database)!);
            ownFiles.AddRange(Suffixes.Select(suffix => files.Value.Database + suffix).Where(File.Exists));
        }

        if (keys.Folder is { } keyFolder && Directory.Exists(keyFolder))
        {
            folders.Add(keyFolder);
            ownFiles.AddRange(CanUse(keyFolder) ? Directory.EnumerateFiles(keyFolder, "key-*.xml") : []);
        }

        return ([.. folders.Where(Directory.Exists)], ownFiles);
    }

    private static UnixFileMode ModeOf(string path) => OperatingSystem.IsWindows() ? UnixFileMode.None : File.GetUnixFileMode(path);

    private static bool CanUse(string path) => access(path, Directory.Exists(path) ? 7 : 6) == 0;

#pragma warning disable IDE1006, SYSLIB1054, CA2101 // The name must match the system function; generated marshalling needs unsafe code.
    [DllImport("libc", SetLastError = true, CharSet = CharSet.Ansi)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int access([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int mode);
#pragma warning restore IDE1006, SYSLIB1054, CA2101
}
