using System.Diagnostics;

namespace Dixa.Webhooks.Admin.Support;

/// <summary>Makes a folder of a process look like one on a full disk, with a library that is compiled when it is first needed. Needs no privileges.</summary>
internal static class FullDisk
{
    private static readonly InstalledProgram Compiler = new("gcc", "cc");
    private static readonly Lazy<Task<string>> Library = new(CompileAsync);

    /// <summary>The environment variables of the process.</summary>
    /// <param name="folder">Files in it cannot grow.</param>
    /// <param name="isHidden">Whether the system still reports the free space of the real disk, as if the disk filled up later.</param>
    /// <param name="allows">The end of the names of files that can grow, for example small ones for which there is enough space.</param>
    public static async Task<(string Key, string Value)[]> OfAsync(string folder, bool isHidden = false, string? allows = null) =>
    [
        ("LD_PRELOAD", await Library.Value),
        ("FULL_DISK", folder),
        .. isHidden ? [("FULL_DISK_HIDDEN", "1")] : Array.Empty<(string, string)>(),
        .. allows is not null ? [("FULL_DISK_ALLOWS", allows)] : Array.Empty<(string, string)>(),
    ];

    private static async Task<string> CompileAsync()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "LD_PRELOAD needs Linux.");
        Assert.SkipUnless(await Compiler.FindOrInstallAsync() is not null, $"There is no C compiler. Install it with: {Compiler.InstallCommand}");
        var library = Path.Combine(Directory.CreateTempSubdirectory("dixa-webhooks-full-disk-").FullName, "full-disk.so");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(Path.GetDirectoryName(library)!, recursive: true);
        var source = Path.Combine(Repository.Root, "Dixa.Webhooks.Admin.Tests", "Support", "full-disk.c");
        using var compiler = Process.Start(new ProcessStartInfo("cc", ["-shared", "-fPIC", "-O1", "-o", library, source, "-ldl"]) { RedirectStandardError = true })!;
        var errors = await compiler.StandardError.ReadToEndAsync();
        await compiler.WaitForExitAsync();
        return compiler.ExitCode == 0 ? library : throw new InvalidOperationException(errors);
    }
}
