using Dixa.Webhooks.Admin.Storage.Files;
using Microsoft.Extensions.Configuration.Memory;

namespace Dixa.Webhooks.Admin.Startup;

/// <summary>
/// Reads secret settings from files, as service managers and containers provide them: <c>Api:BootstrapToken_FILE</c> is the path of a file that
/// contains the value of <c>Api:BootstrapToken</c>.
/// </summary>
internal static class SecretFiles
{
    public const string Suffix = "_FILE";

    private const int MaxBytes = 64 * 1024;

    /// <summary>Adds the contents of the files to the configuration, and returns an error for each file that cannot be used.</summary>
    public static IReadOnlyList<string> Read(IConfigurationManager configuration)
    {
        var (contents, errors) = (new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase), new List<string>());
        foreach (var (key, path) in Given(configuration))
        {
            var secret = key[..^Suffix.Length];
            if (!SettingsCheck.IsSecret(secret))
            {
                errors.Add($"{key} is not a setting. Only secrets can be read from a file: {string.Join(", ", SettingsCheck.Secrets.Select(name => name + Suffix))}.");
            }
            else if (IsGiven(configuration, secret))
            {
                errors.Add($"{secret} and {key} are both set. Set only one of them.");
            }
            else if (Error(path, out var content) is { } error)
            {
                errors.Add($"{key}: {error} It must be the path of a file that this process can read and that contains the value of {secret}.");
            }
            else
            {
                contents[secret] = content;
            }
        }

        if (contents.Count > 0)
        {
            configuration.Add(new MemoryConfigurationSource { InitialData = contents });
        }

        return errors;
    }

    /// <summary>The path of the file that a setting is read from; null if it is not read from a file.</summary>
    public static string? PathOf(IConfiguration configuration, string secret) => configuration[secret + Suffix] is { Length: > 0 } path ? path : null;

    /// <summary>Every key of the application's sections, and of the web server's certificates, that names a file.</summary>
    private static IEnumerable<(string Key, string Path)> Given(IConfiguration configuration) =>
        from section in SettingsCheck.Known.Select(known => known.Section).Append(SettingsCheck.WebServer)
        from entry in configuration.GetSection(section).AsEnumerable()
        where entry.Key.EndsWith(Suffix, StringComparison.OrdinalIgnoreCase) && entry.Value is { Length: > 0 }
        select (entry.Key, entry.Value);

    // The shipped appsettings.json has a connection string, which a file replaces like any other source.
    private static bool IsGiven(IConfiguration configuration, string secret) =>
        configuration[secret] is { Length: > 0 } value && value != ShippedSettings.All[secret];

    private static string? Error(string path, out string content)
    {
        content = "";
        try
        {
            var file = new FileInfo(StoreFiles.FullPath(path, AppContext.BaseDirectory));
            if (!file.Exists)
            {
                return $"there is no file {file.FullName}.";
            }

            if (file.Length > MaxBytes)
            {
                return $"the file {file.FullName} has {file.Length} bytes; at most {MaxBytes} are allowed.";
            }

            content = WithoutLastNewline(File.ReadAllText(file.FullName));
            return content.Length > 0 ? null : $"the file {file.FullName} is empty.";
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return $"the file {path} cannot be read. {error.Message}";
        }
    }

    private static string WithoutLastNewline(string text) =>
        text.EndsWith("\r\n", StringComparison.Ordinal) ? text[..^2] : text.EndsWith('\n') ? text[..^1] : text;
}
