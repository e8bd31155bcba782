using System.Collections;
using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using Dixa.Webhooks.Admin.Accounts;
using Dixa.Webhooks.Admin.Accounts.Start;
using Dixa.Webhooks.Admin.Accounts.Tokens;
using Dixa.Webhooks.Admin.Backups;
using Dixa.Webhooks.Admin.Dispatch;
using Dixa.Webhooks.Admin.Dispatch.Jobs;
using Dixa.Webhooks.Admin.FrontDoor;
using Dixa.Webhooks.Admin.Hosting;
using Dixa.Webhooks.Admin.Ingest;
using Dixa.Webhooks.Admin.Notifications;
using Dixa.Webhooks.Admin.Operations.Metrics;
using Dixa.Webhooks.Admin.Retention;
using Dixa.Webhooks.Admin.Sandbox;
using Dixa.Webhooks.Admin.Storage;

namespace Dixa.Webhooks.Admin.Startup;

/// <summary>
/// Checks every setting before anything starts. It reports all invalid settings at once, each with its key and what is allowed.
/// Unknown keys are errors too, because a misspelled key would be silently ignored.
/// </summary>
internal static class SettingsCheck
{
    /// <summary>Every options class that has a section. Its rules are data annotations on its properties, or its own <see cref="IValidatableObject.Validate"/>.</summary>
    internal static IReadOnlyList<(string Section, Type Options)> Known { get; } =
    [
        (AppOptions.Section, typeof(AppOptions)),
        (StorageOptions.Section, typeof(StorageOptions)),
        (NodeOptions.Section, typeof(NodeOptions)),
        (IngestOptions.Section, typeof(IngestOptions)),
        (OrganizationOptions.Section, typeof(OrganizationOptions)),
        (AccountsOptions.Section, typeof(AccountsOptions)),
        (ApiOptions.Section, typeof(ApiOptions)),
        (DispatchOptions.Section, typeof(DispatchOptions)),
        (AutoDisableOptions.Section, typeof(AutoDisableOptions)),
        (RetentionOptions.Section, typeof(RetentionOptions)),
        (BackupOptions.Section, typeof(BackupOptions)),
        (SandboxOptions.Section, typeof(SandboxOptions)),
        (NotificationsOptions.Section, typeof(NotificationsOptions)),
        (LimitsOptions.Section, typeof(LimitsOptions)),
        (ProxyOptions.Section, typeof(ProxyOptions)),
        (MetricsOptions.Section, typeof(MetricsOptions)),
    ];

    /// <summary>The section of ASP.NET Core's web server. Its certificates have passwords.</summary>
    internal const string WebServer = "Kestrel";

    internal const string ConnectionString = $"{StorageOptions.Section}:{nameof(StorageOptions.ConnectionString)}";

    /// <summary>The names of all secret settings.</summary>
    internal static IReadOnlyList<string> Secrets { get; } = [.. Known.SelectMany(known => SecretsOf(known.Section, known.Options))];

    /// <summary>Old names of renamed settings, with the current names.</summary>
    private static readonly Dictionary<string, string> Renamed = new(StringComparer.OrdinalIgnoreCase)
    {
        ["AutoDisable:Failures"] = "AutoDisable:ConsecutiveFailures",
        ["Dispatch:LaneSlice"] = "Dispatch:LaneBatchSize",
        ["Notifications:AppUrl"] = "App:Url",
        ["Storage:KeyRing"] = "Storage:KeyRingPath",
    };

    /// <summary>Returns one error for each invalid setting.</summary>
    public static IReadOnlyList<string> Errors(IConfiguration configuration) =>
    [
        .. Known.SelectMany(known => Errors(configuration.GetSection(known.Section), known.Options)),
        .. configuration.GetSection("Notices").GetChildren().Where(child => child.Key is "AppUrl" or "Smtp").Take(1).Select(_ => $"Notices was renamed. Use {NotificationsOptions.Section} for its mail server, and {AppOptions.Section}:{nameof(AppOptions.Url)} for its AppUrl."),
        .. MisspelledSections.Errors(configuration, [.. Known.Select(known => (known.Section, Settings(known.Options).Select(setting => setting.Name)))]),
        .. LogLevels.Errors(configuration),
        .. ListeningAddresses.Errors(configuration),
        .. ForwardingVariable.Errors(configuration),
        .. OpenFiles(configuration),
        .. NightlyBackups(configuration),
    ];

    /// <summary>Whether a setting must not be printed.</summary>
    internal static bool IsSecret(string name) =>
        Secrets.Contains(name, StringComparer.OrdinalIgnoreCase)
        || (name.StartsWith($"{WebServer}:", StringComparison.OrdinalIgnoreCase) && name.EndsWith(":Password", StringComparison.OrdinalIgnoreCase));

    /// <summary>Every known setting that has a value, with its effective value as text.</summary>
    public static IEnumerable<(string Name, string Value)> Values(IConfiguration configuration) =>
        from known in Known
        from setting in configuration.GetSection(known.Section).AsEnumerable()
        where setting.Value is { Length: > 0 }
        select (setting.Key, setting.Value);

    /// <summary>The store's connections can be sockets, and their maximum number is a setting.</summary>
    private static IEnumerable<string> OpenFiles(IConfiguration configuration) =>
        configuration.GetSection(StorageOptions.Section) is var section
        && Errors(section, typeof(StorageOptions)).Count == 0
        && OpenFileLimit.Error(OpenFileLimit.Read(), StorageOptions.Read(configuration).OpenFiles) is { } error ? [error] : [];

    /// <summary>A database that several processes share has its own tools for backups.</summary>
    private static IEnumerable<string> NightlyBackups(IConfiguration configuration) =>
        configuration[$"{BackupOptions.Section}:{nameof(BackupOptions.Folder)}"] is { Length: > 0 }
        && Errors(configuration.GetSection(StorageOptions.Section), typeof(StorageOptions)).Count == 0
        && StorageOptions.Read(configuration).IsShared
            ? [$"{BackupOptions.Section}:{nameof(BackupOptions.Folder)} must be empty if Storage:Provider is {configuration["Storage:Provider"]}. Back up the database with its own tools: see docs/operations.md."]
            : [];

    private static List<string> Errors(IConfigurationSection section, Type options)
    {
        var unreadable = Unreadable(section, options).ToList();
        return unreadable.Count > 0 ? unreadable : [.. Invalid(section.Path, section.Get(options) ?? Activator.CreateInstance(options)!)];
    }

    private static IEnumerable<string> Unreadable(IConfigurationSection section, Type options)
    {
        var properties = Settings(options);
        foreach (var child in section.GetChildren().Where(child => !child.Key.EndsWith(SecretFiles.Suffix, StringComparison.OrdinalIgnoreCase)))
        {
            var property = properties.FirstOrDefault(property => property.Name.Equals(child.Key, StringComparison.OrdinalIgnoreCase));
            if (property is null && Renamed.TryGetValue(child.Path, out var current))
            {
                yield return $"{child.Path} was renamed. Use {current}.";
            }
            else if (property is null)
            {
                yield return $"{child.Path} is not a setting. {section.Path} has the settings {string.Join(", ", properties.Select(known => known.Name))}.";
            }
            else if (IsGroup(property.PropertyType))
            {
                if (child.Value is { Length: > 0 })
                {
                    yield return $"{child.Path} is a group of settings, not a single setting. It has {string.Join(", ", Settings(property.PropertyType).Select(known => $"{child.Path}:{known.Name}"))}.";
                }

                foreach (var error in Unreadable(child, property.PropertyType))
                {
                    yield return error;
                }
            }
            else if (IsList(property.PropertyType))
            {
                if (child.Value is { Length: > 0 })
                {
                    yield return $"{child.Path} is a list. Write {child.Path}:0 for its first entry, {child.Path}:1 for the next.";
                }
            }
            else if (child.Value is { } text && !CanRead(text, property.PropertyType))
            {
                yield return $"{child.Path} is \"{text}\". It must be {Expected(property.PropertyType)}.";
            }
        }
    }

    private static IEnumerable<string> Invalid(string path, object options)
    {
        var results = new List<ValidationResult>();
        Validator.TryValidateObject(options, new ValidationContext(options), results, validateAllProperties: true);
        foreach (var result in results)
        {
            yield return $"{path}:{result.MemberNames.FirstOrDefault()}{(result is SettingSentence ? ":" : "")} {result.ErrorMessage}";
        }

        foreach (var group in Settings(options.GetType()).Where(property => IsGroup(property.PropertyType)))
        {
            foreach (var error in Invalid($"{path}:{group.Name}", group.GetValue(options)!))
            {
                yield return error;
            }
        }
    }

    private static IEnumerable<string> SecretsOf(string path, Type options) =>
        from setting in Settings(options)
        from name in IsGroup(setting.PropertyType) ? SecretsOf($"{path}:{setting.Name}", setting.PropertyType)
            : setting.IsDefined(typeof(SecretAttribute)) ? [$"{path}:{setting.Name}"] : Array.Empty<string>()
        select name;

    internal static List<PropertyInfo> Settings(Type options) =>
        [.. options.GetProperties().Where(property => property.CanWrite || IsList(property.PropertyType) || IsGroup(property.PropertyType)).Where(property => !property.PropertyType.IsAssignableTo(typeof(Delegate)))];

    private static bool IsList(Type type) => type != typeof(string) && type.IsAssignableTo(typeof(IEnumerable));

    internal static bool IsGroup(Type type) => type is { IsClass: true, Namespace: not null } && type.Name.EndsWith("Options", StringComparison.Ordinal);

    private static bool CanRead(string text, Type type)
    {
        if (type.IsEnum)
        {
            // The converter would also accept numbers and lists of names.
            return Enum.GetNames(type).Contains(text, StringComparer.OrdinalIgnoreCase);
        }

        try
        {
            TypeDescriptor.GetConverter(type).ConvertFromString(null, CultureInfo.InvariantCulture, text);
            return true;
        }
        catch (Exception error) when (error is FormatException or ArgumentException or NotSupportedException or OverflowException)
        {
            return false;
        }
    }

    private static string Expected(Type type) => type switch
    {
        _ when type == typeof(TimeSpan) => "a time span such as 00:01:00 (hours:minutes:seconds)",
        _ when type == typeof(TimeOnly) => "a time of day such as 03:00",
        _ when type == typeof(int) => "a whole number",
        _ when type == typeof(Guid) => "a uuid such as 7b2f1f3c-5f0e-4a53-9a3c-0c9a5a6d1e42",
        { IsEnum: true } => OneOf(Enum.GetNames(type)),
        _ when type == typeof(bool) => "true or false",
        _ => $"a {type.Name}",
    };

    private static string OneOf(string[] names) => $"{string.Join(", ", names[..^1])} or {names[^1]}";
}
