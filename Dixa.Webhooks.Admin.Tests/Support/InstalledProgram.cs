using System.Diagnostics;

namespace Dixa.Webhooks.Admin.Support;

/// <summary>A program that the tests run and that is no part of the SDK: found on the path, or installed where that is allowed.</summary>
/// <param name="Package">Debian's name of what brings it.</param>
/// <param name="Names">What it may be called; the first that is found is taken.</param>
internal sealed record InstalledProgram(string Package, params string[] Names)
{
    // Where Debian has the programs that only a server's user runs, by version.
    private const string Postgres = "/usr/lib/postgresql";

    // Two installations at once would refuse one another.
    private static readonly SemaphoreSlim OneAtATime = new(1);

    public string InstallCommand => $"apt-get install -y {Package}";

    /// <summary>Where it is; null when it is not there and may not be installed.</summary>
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
