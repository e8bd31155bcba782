using Dixa.Webhooks.Admin.Accounts.Tokens;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Dixa.Webhooks.Admin.Startup;

public sealed class SettingsCheckTests
{
    [Theory]
    [InlineData("Dispatch:MaxAttempts", "many", "Dispatch:MaxAttempts is \"many\". It must be a whole number.")]
    [InlineData("Dispatch:MaxAttempts", "0", "Dispatch:MaxAttempts must be between 1 and 100.")]
    [InlineData("Dispatch:RetryDelay", "soon", "Dispatch:RetryDelay is \"soon\". It must be a time span such as 00:01:00")]
    [InlineData("Dispatch:RequestTimeout", "00:00:00", "Dispatch:RequestTimeout must be between 00:00:00.1 and 00:05:00.")]
    [InlineData("Dispatch:Retries", "7", "Dispatch:Retries is not a setting. Dispatch has the settings RequestTimeout,")]
    [InlineData("Dispatch:AllowedNetworks:0", "loopback", "Dispatch:AllowedNetworks: \"loopback\" is not a network.")]
    [InlineData("Dispatch:AllowedNetworks:0", "0.0.0.0/0", "Dispatch:AllowedNetworks: \"0.0.0.0/0\" is too wide: it contains local, private and public addresses.")]
    [InlineData("AutoDisable:SweepInterval", "00:00:07", "AutoDisable:SweepInterval must be 1, 2")]
    [InlineData("Retention:Days", "-1", "Retention:Days must be between 0 and 36500.")]
    [InlineData("Retention:PayloadDays", "31", "Retention:PayloadDays must be at most Retention:Days, which is 30, because payloads are purged with their deliveries.")]
    [InlineData("Retention:KeepPerEventType", "-5", "Retention:KeepPerEventType must be between 0 and 100000.")]
    [InlineData("Retention:MaxSize", "20", "Retention:MaxSize is \"20\". It must be a whole number and a unit: MB, GB or TB, for example 20GB, and at least 100 MB.")]
    [InlineData("Retention:MaxSize", "20GiB", "Retention:MaxSize is \"20GiB\". It must be")]
    [InlineData("Retention:MaxSize", "99MB", "Retention:MaxSize is \"99MB\". It must be")]
    [InlineData("Retention:MaxSize", "-1GB", "Retention:MaxSize is \"-1GB\". It must be")]
    [InlineData("Retention:MaxSize", "9999999999TB", "Retention:MaxSize is \"9999999999TB\". It must be")]
    [InlineData("Backup:At", "25:00", "Backup:At is \"25:00\". It must be a time of day such as 03:00.")]
    [InlineData("Backup:Keep", "0", "Backup:Keep must be between 1 and 1000.")]
    [InlineData("Storage:SnapshotBeforeUpgrade", "maybe", "Storage:SnapshotBeforeUpgrade is \"maybe\". It must be true or false.")]
    [InlineData("Accounts:Administrator:Name", "Ada", "Accounts:Administrator:Name is not a setting. Accounts:Administrator has the settings Email, Password.")]
    [InlineData("Api:Token", "x", "Api:Token is not a setting. Api has the settings BootstrapToken, RateLimit.")]
    [InlineData("Api:BootstrapToken", "short", "Api:BootstrapToken must be at least 16 characters.")]
    [InlineData("Api:RateLimit:PerSecond", "0", "Api:RateLimit:PerSecond must be between 1 and 100000.")]
    [InlineData("Api:RateLimit:Events:PerSecond", "-1", "Api:RateLimit:Events:PerSecond must be between 0 (no limit)")]
    [InlineData("Api:RateLimit:Evens", "1", "Api:RateLimit:Evens is not a setting. Api:RateLimit has the settings PerSecond, Burst, Events.")]
    [InlineData("Ingest:Validation", "Loose", "Ingest:Validation is \"Loose\". It must be Strict or EnvelopeOnly.")]
    [InlineData("Ingest:Validation", "", "Ingest:Validation is \"\". It must be Strict or EnvelopeOnly.")]
    [InlineData("Ingest:Validation", "1", "Ingest:Validation is \"1\". It must be Strict or EnvelopeOnly.")]
    [InlineData("Ingest:Validation", "Strict,EnvelopeOnly", "Ingest:Validation is \"Strict,EnvelopeOnly\". It must be Strict or EnvelopeOnly.")]
    [InlineData("Ingest:Validate", "Strict", "Ingest:Validate is not a setting. Ingest has the settings Validation.")]
    [InlineData("Ingset:Validation", "Strict", "Ingset is not a settings section. Did you mean Ingest?")]
    [InlineData("Storage:Provider", "Oracle", "Storage:Provider is \"Oracle\". It must be Sqlite or PostgreSql.")]
    [InlineData("Node:Roles", "Sender", "Node:Roles must be one or more of Web, Ingest and Dispatch, separated by commas.")]
    [InlineData("Node:Roles", "", "Node:Roles must be one or more of Web, Ingest and Dispatch")]
    [InlineData("Node:Roles", "Web,,Dispatch", "Node:Roles must be one or more of Web, Ingest and Dispatch")]
    [InlineData("Node:Roles", "7", "Node:Roles must be one or more of Web, Ingest and Dispatch")]
    [InlineData("Node:Role", "Web", "Node:Role is not a setting. Node has the settings Roles.")]
    [InlineData("Storage:ConnectionString", "", "Storage:ConnectionString must be a connection string")]
    [InlineData("Organization:Id", "dixa", "Organization:Id is \"dixa\". It must be a uuid")]
    [InlineData("Organization:Id", "00000000-0000-0000-0000-000000000000", "Organization:Id must be a uuid other than all zeros.")]
    [InlineData("Dispatch:AllowedNetworks", "10.0.0.0/8", "Dispatch:AllowedNetworks is a list. Write Dispatch:AllowedNetworks:0 for its first entry")]
    [InlineData("Accounts:Administrator", "ada@example.com", "Accounts:Administrator is a group of settings, not a single setting. It has Accounts:Administrator:Email, Accounts:Administrator:Password.")]
    [InlineData("Dispach:MaxAttempts", "5", "Dispach is not a settings section. Did you mean Dispatch?")]
    [InlineData("dispatcher:RetryDelay", "00:02:00", "dispatcher is not a settings section. Did you mean Dispatch?")]
    [InlineData("Organisation:Name", "Dixa", "Organisation is not a settings section. Did you mean Organization?")]
    [InlineData("Acounts:Administrator:Email", "ada@example.com", "Acounts is not a settings section. Did you mean Accounts?")]
    [InlineData("AutoDisabel:ConsecutiveFailurs", "9", "AutoDisabel is not a settings section. Did you mean AutoDisable?")]
    [InlineData("Aip:BootstrapToken", "0123456789abcdef", "Aip is not a settings section. Did you mean Api?")]
    [InlineData("Logging:LogLevel:Default", "Loud", "Logging:LogLevel:Default is \"Loud\". It must be one of Trace, Debug, Information, Warning, Error, Critical, None.")]
    [InlineData("Logging:Console:LogLevel:Hangfire", "Loud", "Logging:Console:LogLevel:Hangfire is \"Loud\".")]
    [InlineData("Sandbox:Enabled", "maybe", "Sandbox:Enabled is \"maybe\". It must be true or false.")]
    [InlineData("Sandbox:Demo", "Loud", "Sandbox:Demo is \"Loud\". It must be Off, Manual or AtStart.")]
    [InlineData("Sandbox:Demo", "7", "Sandbox:Demo is \"7\". It must be Off, Manual or AtStart.")]
    [InlineData("Sandbox:Demo", "AtStart", "Sandbox:Demo must be Off or Manual, unless Sandbox:Enabled is true.")]
    [InlineData("Sandbox:Enable", "true", "Sandbox:Enable is not a setting. Sandbox has the settings Enabled, Demo.")]
    [InlineData("Sandbx:Enabled", "true", "Sandbx is not a settings section. Did you mean Sandbox?")]
    [InlineData("App:Url", "webhooks.example.com", "App:Url must be the address at which people open the application")]
    [InlineData("App:Url", "https://example.com/hooks", "App:Url has a path. Set App:PathBase to /hooks, or remove the path.")]
    [InlineData("App:Url", "https://example.com/?x=1", "App:Url must have no query and no fragment.")]
    [InlineData("App:PathBase", "hooks", "App:PathBase must start with a slash and have no slash at its end, for example /webhooks-admin.")]
    [InlineData("App:PathBase", "/hooks/", "App:PathBase must start with a slash")]
    [InlineData("App:PathBase", "/hooks/../x", "App:PathBase must start with a slash")]
    [InlineData("App:PathBase", "/hooks\n", "App:PathBase must start with a slash")]
    [InlineData("App:PathBases", "/hooks", "App:PathBases is not a setting. App has the settings Url, PathBase.")]
    [InlineData("Notifications:Smtp:Host", "smtp.example.com", "Notifications:Smtp:From must be the sender's e-mail address, for example webhooks@example.com.")]
    [InlineData("Notifications:Smtp:From", "webhooks@example.com", "Notifications:Smtp:Host must be the mail server's name")]
    [InlineData("Notifications:Smtp:User", "dixa", "Notifications:Smtp:Password: Set both User and Password, or neither")]
    [InlineData("Notifications:Smtp:Port", "0", "Notifications:Smtp:Port must be between 1 and 65535.")]
    [InlineData("Notifications:Smtp:Security", "Ssl", "Notifications:Smtp:Security is \"Ssl\". It must be Auto, None, StartTls or Tls.")]
    [InlineData("Notification:Smtp:Host", "smtp.example.com", "Notification is not a settings section. Did you mean Notifications?")]
    [InlineData("Notices:Smtp:Host", "smtp.example.com", "Notices was renamed. Use Notifications for its mail server, and App:Url for its AppUrl.")]
    [InlineData("AutoDisable:Failures", "9", "AutoDisable:Failures was renamed. Use AutoDisable:ConsecutiveFailures.")]
    [InlineData("Dispatch:LaneSlice", "9", "Dispatch:LaneSlice was renamed. Use Dispatch:LaneBatchSize.")]
    [InlineData("Notifications:AppUrl", "https://webhooks.example.com", "Notifications:AppUrl was renamed. Use App:Url.")]
    [InlineData("Storage:KeyRing", "/srv/keys", "Storage:KeyRing was renamed. Use Storage:KeyRingPath.")]
    [InlineData("Metrics:Token", "short", "Metrics:Token must be at least 16 characters.")]
    [InlineData("Metrics:Token", "a token with spaces in it", "Metrics:Token must consist of visible ASCII characters without spaces")]
    [InlineData("Metrics:AllowedNetworks:0", "prometheus", "Metrics:AllowedNetworks has \"prometheus\". Each entry must be an address such as 10.0.0.5 or a network such as 10.0.0.0/24.")]
    [InlineData("Metrics:AllowedNetworks:0", "10.0.0.0/40", "Metrics:AllowedNetworks has \"10.0.0.0/40\".")]
    [InlineData("Metrics:WebhookNames", "maybe", "Metrics:WebhookNames is \"maybe\". It must be true or false.")]
    [InlineData("Limits:SignIn:PerMinute", "0", "Limits:SignIn:PerMinute must be between 1 and 60000.")]
    [InlineData("Limits:Sandbox:Burst", "10001", "Limits:Sandbox:Burst must be between 1 and 10000.")]
    [InlineData("Limits:PageConnections:TotalPerSecond", "-1", "Limits:PageConnections:TotalPerSecond must be between 1 and 100000.")]
    [InlineData("Limits:Signin:PerHour", "1", "Limits:Signin:PerHour is not a setting. Limits:Signin has the settings PerMinute, Burst, TotalPerSecond.")]
    [InlineData("Limits:OpenPages:PerPerson", "0", "Limits:OpenPages:PerPerson must be between 1 and 10000.")]
    [InlineData("Limits:OpenPages:Total", "many", "Limits:OpenPages:Total is \"many\". It must be a whole number.")]
    [InlineData("ForwardedHeaders:KnownProxies:0", "proxy", "ForwardedHeaders:KnownProxies: \"proxy\" is not an address or a network.")]
    [InlineData("ForwardedHeaders:KnownProxies:0", "0.0.0.0/0", "ForwardedHeaders:KnownProxies: \"0.0.0.0/0\" covers every address")]
    [InlineData("ForwardedHeaders:KnownNetworks:0", "10.0.0.0/8", "ForwardedHeaders:KnownNetworks is not a setting. ForwardedHeaders has the settings KnownProxies.")]
    [InlineData("ForwardedHeaders_Enabled", "true", "ASPNETCORE_FORWARDEDHEADERS_ENABLED lets anyone who can reach the application fake their address with X-Forwarded-For. Remove it, and list your proxies in ForwardedHeaders:KnownProxies")]
    [InlineData("Urls", "localhost", "Urls: \"localhost\" is not an address to listen on.")]
    [InlineData("Urls", "http://localhost:99999", "Urls: \"http://localhost:99999\" is not an address to listen on.")]
    [InlineData("Urls", "http://localhost:eighty", "Urls: \"http://localhost:eighty\" is not an address to listen on.")]
    [InlineData("Urls", "http://localhost:5080/hooks", "Urls: \"http://localhost:5080/hooks\" is not an address to listen on.")]
    public void An_invalid_setting_is_named_with_what_is_allowed(string key, string value, string message) =>
        Assert.StartsWith(message, Assert.Single(SettingsCheck.Errors(Configuration((key, value)))), StringComparison.Ordinal);

    [Theory]
    [InlineData("https://example.com/hooks", true)]
    [InlineData("https://example.com/hooks/", true)]
    [InlineData("https://example.com/Hooks", true)]
    [InlineData("https://example.com", false)]
    [InlineData("https://example.com/hooks/more", false)]
    public void The_public_address_ends_with_the_base_path(string url, bool isValid) =>
        Assert.Equal(
            isValid ? [] : ["App:Url must end with App:PathBase, for example https://webhooks.example.com/hooks."],
            SettingsCheck.Errors(Configuration(("App:PathBase", "/hooks"), ("App:Url", url))));

    [Theory]
    [InlineData("PATH", "/usr/bin")]
    [InlineData("Retention:MaxSize", "20GB")]
    [InlineData("Retention:MaxSize", "500 mb")]
    [InlineData("Retention:PayloadDays", "30")]
    [InlineData("STORAGE", "/srv")]
    [InlineData("Storages:Bucket", "b")]
    [InlineData("Site:Name", "x")]
    [InlineData("App:PathBase", "/hooks/admin_1.0")]
    [InlineData("Patch:Level", "3")]
    [InlineData("Dispatch:AllowedNetworks", "")]
    [InlineData("Ingest:Validation", "EnvelopeOnly")]
    [InlineData("ingest:validation", "strict")]
    [InlineData("Logging:LogLevel:Default", "debug")]
    [InlineData("ForwardedHeaders_Enabled", "false")]
    [InlineData("ForwardedHeaders:KnownProxies:0", "10.0.0.0/24")]
    [InlineData("Urls", "http://[::1]:5080;http://*:80;http://unix:/run/dixa.sock")]
    public void Valid_settings_and_other_programs_variables_are_accepted(string key, string value) =>
        Assert.Empty(SettingsCheck.Errors(Configuration((key, value))));

    [Fact]
    public void The_shipped_settings_are_valid() =>
        Assert.Empty(SettingsCheck.Errors(new ConfigurationBuilder().AddJsonFile(Path.Combine(Support.Repository.Root, "appsettings.json")).Build()));

    [Fact]
    public void All_invalid_settings_are_named_at_once() =>
        Assert.Equal(3, SettingsCheck.Errors(Configuration(("Dispatch:MaxAttempts", "0"), ("Storage:Provider", "x"), ("Urls", "x"))).Count);

    [Fact]
    public void Every_options_class_is_checked()
    {
        var checkedClasses = SettingsCheck.Known.SelectMany(known => Groups(known.Options)).ToHashSet();

        Assert.Contains(typeof(EventRateLimitOptions), checkedClasses);
        Assert.Empty(OptionsClasses.Except(checkedClasses));
    }

    [Fact]
    public void Every_options_class_with_a_section_is_bound_to_it()
    {
        var builder = WebApplication.CreateBuilder();
        builder.AddStages();

        Assert.All(SettingsCheck.Known, known => Assert.Equal(known.Section, known.Options.GetField("Section")?.GetRawConstantValue()));
        Assert.All(SettingsCheck.Known, known => Assert.Contains(builder.Services, service => service.ServiceType == typeof(IConfigureOptions<>).MakeGenericType(known.Options)));
    }

    [Fact]
    public void No_options_class_has_rules_of_another_kind()
    {
        var validators = typeof(SettingsCheck).Assembly.GetTypes().Where(type => Array.Exists(
            type.GetInterfaces(), implemented => implemented.IsGenericType && implemented.GetGenericTypeDefinition() == typeof(IValidateOptions<>)));

        Assert.Empty(validators);
    }

    private static IEnumerable<Type> OptionsClasses =>
        from type in typeof(SettingsCheck).Assembly.GetTypes()
        where type is { IsClass: true, IsNested: false, Namespace: not null }
            && type.Namespace.StartsWith("Dixa.Webhooks.Admin", StringComparison.Ordinal)
            && type.Name.EndsWith("Options", StringComparison.Ordinal)
        select type;

    /// <summary>An options class and those of its groups.</summary>
    private static IEnumerable<Type> Groups(Type options) =>
        options.GetProperties().Select(property => property.PropertyType).Where(OptionsClasses.Contains).SelectMany(Groups).Prepend(options);

    private static IConfiguration Configuration(params (string Key, string Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value))).Build();
}
