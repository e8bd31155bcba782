using System.Diagnostics.CodeAnalysis;

namespace Dixa.Webhooks.Admin.Startup;

/// <summary>Prints all settings in force. It works with invalid settings too, which it prints as errors at the end.</summary>
internal static class ConfigCommand
{
    public const string Name = "config";

    /// <summary>Returns the exit code: 1 if a setting is invalid.</summary>
    [SuppressMessage("ApiDesign", "RS0030:Do not use banned APIs", Justification = "The result belongs on the terminal of the person who asked.")]
    public static async Task<int> RunAsync(IConfigurationRoot configuration, IReadOnlyList<string> errors)
    {
        var settings = ConfiguredSettings.Read(configuration);
        var (names, values) = (settings.Max(setting => setting.Name.Length), Math.Min(60, settings.Max(setting => Shown(setting.Value).Length)));
        await Console.Out.WriteLineAsync($"  {"setting".PadRight(names)}  {"value".PadRight(values)}  source");
        foreach (var setting in settings)
        {
            await Console.Out.WriteLineAsync($"{(setting.IsDefault ? ' ' : '*')} {setting.Name.PadRight(names)}  {Shown(setting.Value).PadRight(values)}  {setting.Source}");
        }

        await Console.Out.WriteLineAsync();
        await Console.Out.WriteLineAsync("* differs from the default. Secrets are not shown.");
        if (errors.Count == 0)
        {
            return 0;
        }

        await Console.Error.WriteLineAsync($"Dixa Webhooks cannot start with these settings.{Environment.NewLine}{string.Join(Environment.NewLine, errors)}");
        return 1;
    }

    private static string Shown(string value) => value.Length > 0 ? value.ReplaceLineEndings(" ") : "-";
}
