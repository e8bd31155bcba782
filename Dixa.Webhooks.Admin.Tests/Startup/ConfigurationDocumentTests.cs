using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Dixa.Webhooks.Admin.Storage;
using Dixa.Webhooks.Admin.Support;
using Microsoft.Extensions.Configuration;

namespace Dixa.Webhooks.Admin.Startup;

/// <summary>Compares docs/configuration.md with the options classes and with appsettings.json.</summary>
public sealed partial class ConfigurationDocumentTests
{
    private const string None = "none";

    /// <summary>Keys that ASP.NET Core reads, without an options class in this application.</summary>
    private static readonly string[] FrameworkKeys = ["Urls", "AllowedHosts", "Logging:LogLevel:Default"];

    private static readonly IConfiguration AppSettings = new ConfigurationBuilder().AddJsonFile(Path.Combine(Repository.Root, "appsettings.json")).Build();

    /// <summary>Every setting with its default, found by reflection over the options classes that have a section.</summary>
    private static Dictionary<string, string> Settings { get; } = new(
        from type in typeof(StorageOptions).Assembly.GetTypes()
        where IsGroup(type) && type.GetField("Section") is { IsLiteral: true }
        from setting in In((string)type.GetField("Section")!.GetRawConstantValue()!, Activator.CreateInstance(type)!)
        select setting);

    private static List<(string Key, string Default, string Meaning)> Rows { get; } =
    [
        .. from Match row in Row().Matches(DocumentBlock.ReadDocument("docs/configuration.md"))
           select (row.Groups["key"].Value, row.Groups["default"].Value, row.Groups["meaning"].Value),
    ];

    [Fact]
    public void Every_setting_is_documented()
    {
        // Guards against a reflection query that finds too little.
        Assert.Contains("Dispatch:RetryDelay", Settings.Keys);
        Assert.Contains("Api:RateLimit:Events:Burst", Settings.Keys);
        Assert.Contains("ForwardedHeaders:KnownProxies", Settings.Keys);
        Assert.Empty(Settings.Keys.Except(Rows.Select(row => row.Key)));
    }

    [Fact]
    public void Every_documented_setting_exists_and_is_documented_once()
    {
        Assert.Empty(Rows.Select(row => row.Key).Except(Settings.Keys).Except(FrameworkKeys));
        Assert.Empty(Rows.GroupBy(row => row.Key).Where(group => group.Count() > 1).Select(group => group.Key));
        Assert.All(Rows, row => Assert.NotEmpty(row.Meaning.Trim()));
    }

    [Fact]
    public void Every_documented_default_matches_the_code() =>
        Assert.Empty(
            from row in Rows
            let actual = Settings.GetValueOrDefault(row.Key) ?? Text(AppSettings[row.Key])
            where row.Default != actual
            select $"{row.Key} is documented as {row.Default}; the default is {actual}");

    [Fact]
    public void Every_default_is_in_appsettings() =>
        Assert.Empty(
            from setting in Settings
            where !IsIn(AppSettings, setting.Key) || Text(AppSettings[setting.Key]) != setting.Value
            select $"{setting.Key} is {Text(AppSettings[setting.Key])} in appsettings.json; the default is {setting.Value}");

    /// <summary>The settings of one options object. <c>SettingsCheck</c> accepts the same keys.</summary>
    private static IEnumerable<KeyValuePair<string, string>> In(string path, object options) =>
        from property in options.GetType().GetProperties(BindingFlags.Instance | BindingFlags.Public)
        let type = property.PropertyType
        where property.SetMethod?.IsPublic is true || IsList(type) || IsGroup(type)
        from setting in IsGroup(type)
            ? In($"{path}:{property.Name}", property.GetValue(options)!)
            : [KeyValuePair.Create($"{path}:{property.Name}", Text(property.GetValue(options)))]
        select setting;

    private static bool IsGroup(Type type) =>
        type is { IsClass: true, IsAbstract: false, Namespace: not null }
        && type.Namespace.StartsWith("Dixa.Webhooks.Admin", StringComparison.Ordinal)
        && type.Name.EndsWith("Options", StringComparison.Ordinal);

    private static bool IsList(Type type) => type != typeof(string) && type.IsAssignableTo(typeof(IEnumerable));

    /// <summary>A default value in the notation of the document.</summary>
    private static string Text(object? value) => value switch
    {
        null or "" => None,
        bool flag => flag ? "`true`" : "`false`",
        string text when bool.TryParse(text, out var flag) => flag ? "`true`" : "`false`",
        string text => $"`{text}`",
        IEnumerable list => list.Cast<object>().Any() ? $"`{string.Join(", ", list.Cast<object>())}`" : None,
        IFormattable formattable => $"`{formattable.ToString(null, CultureInfo.InvariantCulture)}`",
        _ => $"`{value}`",
    };

    private static bool IsIn(IConfiguration settings, string key) =>
        settings.GetSection(ConfigurationPath.GetParentPath(key)!).GetChildren().Any(child => child.Path == key);

    [GeneratedRegex(@"^\| `(?<key>[A-Za-z:]+)` \| (?<default>.+?) \| (?<meaning>.+) \|$", RegexOptions.Multiline)]
    private static partial Regex Row();
}
