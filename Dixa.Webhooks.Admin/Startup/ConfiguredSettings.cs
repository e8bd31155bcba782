using Dixa.Webhooks.Admin.Domain;
using Microsoft.Extensions.Configuration.CommandLine;
using Microsoft.Extensions.Configuration.EnvironmentVariables;
using Microsoft.Extensions.Configuration.Json;

namespace Dixa.Webhooks.Admin.Startup;

/// <summary>A setting with its effective value.</summary>
/// <param name="Name">The key, for example <c>Dispatch:Workers</c>.</param>
/// <param name="Value">The value as text, without secrets.</param>
/// <param name="Source">Where it was set: <c>default</c>, a file, <c>environment</c> or <c>command line</c>.</param>
/// <param name="IsDefault">Whether the value is the default, wherever it was set.</param>
internal sealed record ConfiguredSetting(string Name, string Value, string Source, bool IsDefault);

/// <summary>All settings with where they were set, also those of the framework, without secrets.</summary>
internal static class ConfiguredSettings
{
    private static readonly string[] FrameworkSections = ["Urls", "AllowedHosts", "Logging"];

    public static IReadOnlyList<ConfiguredSetting> Read(IConfigurationRoot configuration) =>
    [
        .. from section in FrameworkSections.Concat(SettingsCheck.Known.Select(known => known.Section)).Append(SettingsCheck.WebServer)
           from name in Leaves(configuration, section).Union(Leaves(ShippedSettings.All, section), StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase)
           where !name.EndsWith(SecretFiles.Suffix, StringComparison.OrdinalIgnoreCase)
           let value = configuration[name] ?? ""
           let standard = ShippedSettings.All[name] ?? ""
           let isDefault = value.Equals(standard, StringComparison.OrdinalIgnoreCase)
           select new ConfiguredSetting(name, Masked(name, value), Source(configuration, name), isDefault),
    ];

    private static IEnumerable<string> Leaves(IConfiguration configuration, string section) =>
        from entry in configuration.GetSection(section).AsEnumerable()
        where entry.Value is not null && !configuration.GetSection(entry.Key).GetChildren().Any()
        select entry.Key;

    private static string Masked(string name, string value) =>
        value.Length == 0 || !SettingsCheck.IsSecret(name) ? value : name.Equals(SettingsCheck.ConnectionString, StringComparison.OrdinalIgnoreCase) ? SettingsInForce.WithoutCredentials(value, []) : Mask.Text;

    private static string Source(IConfigurationRoot configuration, string name)
    {
        if (SettingsCheck.IsSecret(name) && SecretFiles.PathOf(configuration, name) is { } path)
        {
            return $"file {path}";
        }

        return configuration.Providers.Reverse().Select(provider => Source(provider, name)).FirstOrDefault(source => source is not null) ?? "default";
    }

    private static string? Source(IConfigurationProvider provider, string name) => provider switch
    {
        _ when !provider.TryGet(name, out _) => null,
        CommandLineConfigurationProvider => "command line",
        EnvironmentVariablesConfigurationProvider => "environment",
        JsonConfigurationProvider { Source.Path: { } file } => Path.GetFileName(file),
        _ => "program",
    };
}
