using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Dixa.Webhooks.Admin.Support;

namespace Dixa.Webhooks.Admin.Journeys.Processes;

/// <summary>Other users of the machine cannot read the store, even with the usual umask of 022.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class PrivateFilesTests
{
    private const UnixFileMode OwnFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnFolder = OwnFile | UnixFileMode.UserExecute;
    private const UnixFileMode OpenFile = OwnFile | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const UnixFileMode OpenFolder = OwnFolder | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    [Fact]
    public async Task Files_are_created_for_their_owner_only_and_wider_modes_are_tightened_at_start()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no file modes.");
        _ = umask(0x12); // 022
        await using var app = await AppProcess.StartAsync(("Storage:ConnectionString", "Data Source={folder}/data/webhooks.db"));
        var data = Path.Combine(app.Folder, "data");
        await app.PublishAsync(Publishing.Event());

        string[] files = [.. Directory.EnumerateFiles(data), .. Directory.EnumerateFiles(Path.Combine(data, "keys"))];
        Assert.Superset(new HashSet<string>(["webhooks.db", "webhooks.db-wal", "webhooks.db-shm", "webhooks.db.lock"]), files.Select(file => Path.GetFileName(file)!).ToHashSet());
        Assert.All(files, file => Assert.Equal((file, OwnFile), (file, File.GetUnixFileMode(file))));
        Assert.All([data, Path.Combine(data, "keys")], folder => Assert.Equal(OwnFolder, File.GetUnixFileMode(folder)));
        Assert.DoesNotContain("Changed the mode of", app.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Other users of this machine", app.Output, StringComparison.Ordinal);

        // Modes as an earlier version or a restored backup leaves them.
        app.KillHard();
        files = [.. Directory.EnumerateFiles(data), .. Directory.EnumerateFiles(Path.Combine(data, "keys"))];
        foreach (var file in files)
        {
            File.SetUnixFileMode(file, OpenFile);
        }

        File.SetUnixFileMode(data, OpenFolder);
        File.SetUnixFileMode(Path.Combine(data, "keys"), OpenFolder);
        await app.StartAgainAsync();

        Assert.All(files.Where(File.Exists), file => Assert.Equal((file, OwnFile), (file, File.GetUnixFileMode(file))));
        Assert.Equal(OwnFolder, File.GetUnixFileMode(Path.Combine(data, "keys")));
        Assert.Contains($"Changed the mode of {Path.Combine(data, "webhooks.db")} from 0644 to 0600", app.Output, StringComparison.Ordinal);

        // The folder existed before this start, so it may contain other files.
        Assert.Equal(OpenFolder, File.GetUnixFileMode(data));
        Assert.Contains($"Other users of this machine can open the folder {data}, whose mode is 0755.", app.Output, StringComparison.Ordinal);
    }

#pragma warning disable IDE1006, SYSLIB1054 // libc defines the name; generated marshalling would need unsafe code.
    [DllImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int umask(int mask);
#pragma warning restore IDE1006, SYSLIB1054
}
