using System.Diagnostics;

namespace Dixa.Webhooks.Admin.Support;

/// <summary>A program that the tests need and that is not part of the SDK. It is found on the path, or installed if that is allowed.</summary>
/// <param name="Package">The Debian package.</param>
/// <param name="Names">Possible names; the first one found is used.</param>
internal sealed record InstalledProgram(string Package, params string[] Names)
{
    // Debian's folder for programs that only the server's user runs, by version.
    private const string Postgres = "/usr/lib/postgresql";

    // Concurrent installations would fail.
    private static readonly SemaphoreSlim OneAtATime = new(1);

    public string InstallCommand => $"apt-get install -y {Package}";

    /// <summary>The program's path; null if it is missing and must not be installed.</summary>
    public async Task<string?> FindOrInstallAsync()
    {
        if (Find() is { } found || !Environment.IsPrivilegedProcess || !File.Exists("/etc/debian_version"))
        {
            return Find();
        }

        await OneAtATime.WaitAsync();
        try
        {
            await RunAsync("apt-get", "update");
            await RunAsync("apt-get", "install", "-y", Package);
        }
        finally
        {
            OneAtATime.Release();
        }

        return Find();
    }

    private string? Find() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Append("/usr/sbin")
            .Concat(Directory.Exists(Postgres) ? Directory.GetDirectories(Postgres).OrderDescending().Select(version => Path.Combine(version, "bin")) : [])
            .SelectMany(folder => Names.Select(name => Path.Combine(folder, name)))
            .FirstOrDefault(File.Exists);

    private static async Task RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DEBIAN_FRONTEND"] = "noninteractive";
        using var process = Process.Start(start)!;
        await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
    }
}
