using System.Reflection;
using System.Text.RegularExpressions;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Hosting;
using Microsoft.Extensions.Configuration;

namespace Dixa.Webhooks.Admin.Startup;

public sealed partial class SettingsInForceTests
{
    [Fact]
    public void Every_known_setting_has_its_value_and_default()
    {
        var settings = Read(("Dispatch:RetryDelay", "00:02:00"), ("Dispatch:AllowedNetworks:0", "10.0.0.0/8"), ("Dispatch:AllowedNetworks:1", "127.0.0.0/8"), ("Api:RateLimit:Events:Burst", "5"));

        Assert.Equal(("Dispatch", "00:02:00", "00:01:00", true), Of(settings, "Dispatch:RetryDelay"));
        Assert.Equal(("Dispatch", "10.0.0.0/8, 127.0.0.0/8", "", true), Of(settings, "Dispatch:AllowedNetworks"));
        Assert.Equal(("Api", "5", "1000", true), Of(settings, "Api:RateLimit:Events:Burst"));
        Assert.Equal(("Sandbox", "false", "false", false), Of(settings, "Sandbox:Enabled"));
        Assert.Equal(("Storage", "Sqlite", "Sqlite", false), Of(settings, "Storage:Provider"));
        Assert.Equal(3, settings.All.Count(setting => setting.Differs));
    }

    [Fact]
    public void A_value_that_equals_the_default_does_not_differ() => Assert.DoesNotContain(Read(("Dispatch:RetryDelay", "00:01:00")).All, setting => setting.Differs);

    [Fact]
    public void Secrets_are_masked_and_remembered_for_masking()
    {
        var settings = Read(("Api:BootstrapToken", "marker-token-0123456789"), ("Notifications:Smtp:Password", "marker-smtp"), ("App:Url", "https://user:marker-url@example.com"));

        Assert.Equal(("Api", Mask.Text, "", true), Of(settings, "Api:BootstrapToken"));
        Assert.Equal(("Accounts", "", "", false), Of(settings, "Accounts:Administrator:Password"));
        Assert.DoesNotContain(settings.All, setting => setting.Value.Contains("marker", StringComparison.Ordinal));
        Assert.Equal(["marker-smtp", "marker-token-0123456789", "user:marker-url"], settings.SecretValues.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("Host=db;Database=webhooks;Username=app;Password=marker", "db")]
    [InlineData("Host=db;PWD='marker;x'", "db")]
    [InlineData("Host=db;SSL Password=marker", "db")]
    [InlineData("Data Source=data/webhooks.db;Password=marker", "data/webhooks.db")]
    public void The_password_of_a_connection_string_is_masked_and_the_rest_stays(string connection, string stays)
    {
        var value = Of(Read(("Storage:ConnectionString", connection)), "Storage:ConnectionString").Value;

        Assert.DoesNotContain("marker", value, StringComparison.Ordinal);
        Assert.Contains(stays, value, StringComparison.Ordinal);
        Assert.Contains(Mask.Text, value, StringComparison.Ordinal);
    }

    [Fact]
    public void A_connection_string_that_cannot_be_read_is_masked_as_a_whole() =>
        Assert.Equal(Mask.Text, Of(Read(("Storage:ConnectionString", "Host=db;Password marker")), "Storage:ConnectionString").Value);

    [Fact]
    public void A_connection_string_without_a_password_is_shown_as_it_is() =>
        Assert.Equal("Data Source=data/webhooks.db", Of(Read(), "Storage:ConnectionString").Value);

    [Fact]
    public void A_setting_whose_name_says_that_it_is_secret_is_marked() =>
        Assert.Empty(
            from known in SettingsCheck.Known
            from property in Properties(known.Options)
            where SecretName().IsMatch(property.Name) && !property.IsDefined(typeof(SecretAttribute))
            select $"{property.DeclaringType!.Name}.{property.Name} needs [Secret]");

    private static IEnumerable<PropertyInfo> Properties(Type options) =>
        SettingsCheck.Settings(options).SelectMany(property => SettingsCheck.IsGroup(property.PropertyType) ? Properties(property.PropertyType) : [property]);

    private static SettingList Read(params (string Key, string Value)[] settings) =>
        SettingsInForce.Read(new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value))).Build());

    private static (string Section, string Value, string Default, bool Differs) Of(SettingList settings, string name)
    {
        var setting = Assert.Single(settings.All, setting => setting.Name == name);
        return (setting.Section, setting.Value, setting.Default, setting.Differs);
    }

    [GeneratedRegex("(Password|Token|Secret|ApiKey|ConnectionString)$")]
    private static partial Regex SecretName();
}
