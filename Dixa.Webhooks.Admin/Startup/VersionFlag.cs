using System.Diagnostics.CodeAnalysis;
using Dixa.Webhooks.Admin.Hosting;

namespace Dixa.Webhooks.Admin.Startup;

/// <summary>The command line flag <c>--version</c> (case-insensitive): prints the version and exits, whatever else is on the command line.</summary>
internal static class VersionFlag
{
    public const string Flag = "--version";

    public static bool IsIn(IEnumerable<string> args) => args.Contains(Flag, StringComparer.OrdinalIgnoreCase);

    /// <summary>Prints the version and returns the exit code.</summary>
    [SuppressMessage("ApiDesign", "RS0030:Do not use banned APIs", Justification = "The version belongs on the terminal of the person who asked for it.")]
    public static async Task<int> RunAsync()
    {
        await Console.Out.WriteLineAsync($"Dixa Webhooks {AppVersion.Current}");
        return 0;
    }
}
