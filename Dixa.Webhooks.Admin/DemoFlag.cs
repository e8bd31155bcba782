using Dixa.Webhooks.Admin.Sandbox;

namespace Dixa.Webhooks.Admin;

/// <summary><c>--demo</c> on the command line: short for the settings that let the demo play from the start, whatever the environment is called.</summary>
internal static class DemoFlag
{
    public const string Flag = "--demo";

    private static readonly string[] Settings =
    [
        $"--{SandboxOptions.Section}:{nameof(SandboxOptions.Enabled)}=true",
        $"--{SandboxOptions.Section}:{nameof(SandboxOptions.Demo)}={DemoMode.AtStart}",
    ];

    /// <summary>The arguments with the settings in the flag's place. Left to itself, the flag would take its neighbour for its value.</summary>
    public static string[] Expand(IReadOnlyList<string> args) => [.. args.SelectMany(argument => argument == Flag ? Settings : [argument])];
}
