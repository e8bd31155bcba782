using Dixa.Webhooks.Admin.Sandbox;

namespace Dixa.Webhooks.Admin.Startup;

/// <summary>
/// The command line flag <c>--demo</c> (case-insensitive): short for the settings that start the demo with the application, in any
/// environment. It may have a value, like every setting there; <c>--demo=false</c> has no effect.
/// </summary>
internal static class DemoFlag
{
    public const string Flag = "--demo";

    private static readonly string[] Settings =
    [
        $"--{SandboxOptions.Section}:{nameof(SandboxOptions.Enabled)}=true",
        $"--{SandboxOptions.Section}:{nameof(SandboxOptions.Demo)}={DemoMode.AtStart}",
    ];

    /// <summary>
    /// Replaces the flag with its settings, because the configuration would treat the next argument as the flag's value.
    /// <paramref name="error"/> says what is wrong with the flag's value and what is allowed; null if nothing is.
    /// </summary>
    public static string[] Expand(IReadOnlyList<string> args, out string? error)
    {
        error = null;
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
                error = $"{Flag} is \"{value}\". It must be {Flag}, {Flag}=true or {Flag}=false.";
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

    /// <summary>Whether an argument is a value of the argument before it rather than a setting.</summary>
    private static bool IsValue(string argument) => argument is [not ('-' or '/'), ..] && !argument.Contains('=', StringComparison.Ordinal);
}
