using System.Diagnostics;

namespace Dixa.Webhooks.Admin.Support;

/// <summary>Finds the browser program, and installs it where that is allowed.</summary>
internal static class Chromium
{
    public const string InstallCommand = "apt-get install -y chromium";

    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

    public static async Task<string?> FindOrInstallAsync()
    {
        if (Find() is null && Environment.IsPrivilegedProcess && File.Exists("/etc/debian_version"))
        {
            await RunAsync("apt-get", "update");
            await RunAsync("apt-get", "install", "-y", "chromium");
        }

        return Find();
    }

    private static string? Find() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
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
