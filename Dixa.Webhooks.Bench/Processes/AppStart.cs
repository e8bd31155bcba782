using System.Diagnostics;

namespace Dixa.Webhooks.Bench.Processes;

/// <summary>How the application is started as a process. The tests use this file too.</summary>
internal static class AppStart
{
    private const string Name = "Dixa.Webhooks.Admin";

    /// <summary>The application built in the same configuration as this program: its own output folder, or the copy next to this program.</summary>
    public static string Dll()
    {
        // Only its own output folder has the application without the references of this program.
        var output = new DirectoryInfo(AppContext.BaseDirectory);
        for (var folder = output; folder is not null; folder = folder.Parent)
        {
            var own = Path.Combine(folder.FullName, Name, "bin", output.Parent!.Name, output.Name, Name + ".dll");
            if (File.Exists(own))
            {
                return own;
            }
        }

        return Path.Combine(output.FullName, Name + ".dll");
    }

    /// <param name="command">The program and its arguments.</param>
    /// <param name="folder">The working directory.</param>
    /// <param name="settings">Configuration keys, for example <c>Dispatch:RequestTimeout</c>, and environment variables.</param>
    public static ProcessStartInfo Info(IEnumerable<string> command, string folder, IEnumerable<(string Key, string Value)> settings)
    {
        var start = new ProcessStartInfo(command.First(), command.Skip(1))
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        foreach (var inherited in start.Environment.Keys.Where(IsSetting).ToList())
        {
            start.Environment.Remove(inherited);
        }

        foreach (var (key, value) in settings)
        {
            start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        }

        return start;
    }

    /// <summary>Whether an inherited environment variable would change the application's configuration.</summary>
    private static bool IsSetting(string name) =>
        name.StartsWith("ASPNETCORE_", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("DOTNET_ENVIRONMENT", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("DOTNET_URLS", StringComparison.OrdinalIgnoreCase)
        || name.Equals("Urls", StringComparison.OrdinalIgnoreCase)
        || name.Contains("__", StringComparison.Ordinal);
}
