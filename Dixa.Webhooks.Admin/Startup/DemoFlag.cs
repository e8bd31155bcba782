using Dixa.Webhooks.Admin.Sandbox;

namespace Dixa.Webhooks.Admin.Startup;

/// <summary>
/// <c>--demo</c> on the command line, in any case of letters: short for the settings that let the demo play from the start,
/// whatever the environment is called. It may have a value, as every setting there: <c>--demo=false</c> is as none.
/// </summary>
internal static class DemoFlag
{
    public const string Flag = "--demo";

    private static readonly string[] Settings =
    [
        $"--{SandboxOptions.Section}:{nameof(SandboxOptions.Enabled)}=true",
        $"--{SandboxOptions.Section}:{nameof(SandboxOptions.Demo)}={DemoMode.AtStart}",
    ];

    /// <summary>The arguments with the settings in the flag's place. Left to itself, the flag would take its neighbour for its value.</summary>
    /// <param name="args">As they were typed.</param>
    /// <param name="problem">What is wrong with the flag's value and what is allowed, as a sentence; null when nothing is.</param>
    public static string[] Expand(IReadOnlyList<string> args, out string? problem)
    {
        problem = null;
        var expanded = new List<string>();
        for (var i = 0; i < args.Count; i++)
        {
            if (!IsFlag(args[i]))
            {
                expanded.Add(args[i]);
                continue;
            }

            var value = args[i].Length > Flag.Length ? args[i][(Flag.Length + 1)..] : i + 1 < args.Count && IsValue(args[i + 1]) ? args[++i] : bool.TrueString;
            if (!bool.TryParse(value, out var plays))
            {
                problem = $"{Flag} is \"{value}\". It must be {Flag}, {Flag}=true or {Flag}=false.";
            }
            else if (plays)
            {
                expanded.AddRange(Settings);
            }
        }

        return [.. expanded];
    }

    private static bool IsFlag(string argument) =>
        argument.Equals(Flag, StringComparison.OrdinalIgnoreCase) || argument.StartsWith($"{Flag}=", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether an argument is no setting itself, so that it belongs to the one before it.</summary>
    private static bool IsValue(string argument) => argument is [not ('-' or '/'), ..] && !argument.Contains('=', StringComparison.Ordinal);
}
