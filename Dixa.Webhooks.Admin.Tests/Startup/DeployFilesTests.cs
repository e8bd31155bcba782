using System.Text.RegularExpressions;
using Dixa.Webhooks.Admin.Support;
using Microsoft.Extensions.Configuration;
using YamlDotNet.RepresentationModel;

namespace Dixa.Webhooks.Admin.Startup;

/// <summary>The files in <c>deploy</c> fit together and name settings and commands that exist. Continuous integration builds no images.</summary>
public sealed partial class DeployFilesTests
{
    private const string AppUser = "1654";

    private static readonly string Unit = Read("dixa-webhooks.service");
    private static readonly string Docker = Read("Dockerfile");

    private static readonly YamlMappingNode Compose = ReadYaml();
    private static readonly YamlMappingNode Service = (YamlMappingNode)Compose["services"]["webhooks"];

    [Theory]
    [InlineData("settings.env", 5)]
    [InlineData("compose.yaml", 3)]
    [InlineData("Dockerfile", 2)]
    public void Every_setting_exists_and_is_valid(string file, int count)
    {
        var settings = Setting().Matches(Read(file)).Select(match => KeyValuePair.Create(match.Groups["key"].Value.Replace("__", ":", StringComparison.Ordinal), match.Groups["value"].Value.Trim())).ToList();
        using var configuration = new ConfigurationManager();

        // PostgreSQL and its connection string are in two files.
        configuration.AddInMemoryCollection(settings.Where(setting => setting.Key != "Storage:Provider").ToDictionary(setting => setting.Key, setting => (string?)setting.Value));

        Assert.Equal(count, settings.Count);
        Assert.Empty(SettingsCheck.Errors(configuration));
        Assert.All(settings.Where(setting => setting.Key.EndsWith(SecretFiles.Suffix, StringComparison.Ordinal)), setting => Assert.True(SettingsCheck.IsSecret(setting.Key[..^SecretFiles.Suffix.Length])));
    }

    [Fact]
    public void Each_credential_of_the_service_is_the_file_of_a_secret_setting()
    {
        var secrets = Read("secrets.conf");
        var credentials = Credential().Matches(secrets).Select(match => match.Groups[1].Value).ToList();
        var files = CredentialFile().Matches(secrets).Select(match => (Key: match.Groups["key"].Value.Replace("__", ":", StringComparison.Ordinal), Name: match.Groups["name"].Value)).ToList();

        Assert.Equal(3, credentials.Count);
        Assert.Equal(credentials, files.Select(file => file.Name));
        Assert.All(files, file => Assert.True(SettingsCheck.IsSecret(file.Key), file.Key));
    }

    [Theory]
    [InlineData("Type", "notify")]
    [InlineData("Restart", "on-failure")]
    [InlineData("TimeoutStartSec", "infinity")]
    [InlineData("TimeoutStopSec", "60s")]
    [InlineData("LimitNOFILE", "65536")]
    [InlineData("StateDirectory", "dixa-webhooks")]
    [InlineData("User", "dixa-webhooks")]
    [InlineData("EnvironmentFile", "/etc/dixa-webhooks/settings.env")]
    public void The_service_has(string key, string value) => Assert.Contains($"\n{key}={value}\n", Unit, StringComparison.Ordinal);

    [Fact]
    public void The_store_of_the_service_is_in_its_state_directory() =>
        Assert.Contains("\nStorage__ConnectionString=\"Data Source=/var/lib/dixa-webhooks/", Read("settings.env"), StringComparison.Ordinal);

    [Fact]
    public void The_container_listens_on_the_port_that_is_published_and_keeps_its_data_in_the_volume()
    {
        var port = Regex.Match(Docker, @"Urls=http://0\.0\.0\.0:(\d+)").Groups[1].Value;
        var data = Regex.Match(Docker, "Data Source=(/[a-z]+)/").Groups[1].Value;

        Assert.Contains($"\nEXPOSE {port}\n", Docker, StringComparison.Ordinal);
        Assert.EndsWith($":{port}", Text(Assert.Single((YamlSequenceNode)Service["ports"])), StringComparison.Ordinal);
        Assert.Contains($"\nVOLUME {data}\n", Docker, StringComparison.Ordinal);
        Assert.Contains($"/empty {data}\n", Docker, StringComparison.Ordinal);
        var volume = Text(Assert.Single((YamlSequenceNode)Service["volumes"])).Split(':');
        Assert.Equal(data, volume[1]);
        Assert.Contains(volume[0], ((YamlMappingNode)Compose["volumes"]).Children.Keys.Select(Text));
    }

    [Fact]
    public void The_container_is_not_root_and_changes_only_its_volume()
    {
        Assert.Contains("\nUSER $APP_UID\n", Docker, StringComparison.Ordinal);
        Assert.Equal($"{AppUser}:{AppUser}", Text(Service["user"]));
        Assert.Equal("true", Text(Service["read_only"]));

        // Keys are written to a temporary file first.
        Assert.StartsWith("/tmp:", Text(Assert.Single((YamlSequenceNode)Service["tmpfs"])), StringComparison.Ordinal);
        Assert.Equal("ALL", Text(Assert.Single((YamlSequenceNode)Service["cap_drop"])));
        Assert.Equal("no-new-privileges:true", Text(Assert.Single((YamlSequenceNode)Service["security_opt"])));
        Assert.Equal("60s", Text(Service["stop_grace_period"]));
    }

    [Fact]
    public void The_container_builds_and_checks_the_application_with_what_exists()
    {
        var build = (YamlMappingNode)Service["build"];
        Assert.Equal("deploy/Dockerfile", Text(build["dockerfile"]));
        Assert.True(File.Exists(Path.Combine(Repository.Root, "deploy", Text(build["context"]), "deploy", "Dockerfile")));
        Assert.True(Directory.Exists(Path.Combine(Repository.Root, Regex.Match(Docker, @"dotnet publish (\S+)").Groups[1].Value)));

        var program = $"{typeof(AdminApp).Assembly.GetName().Name}.dll";
        Assert.Contains($"ENTRYPOINT [\"dotnet\", \"{program}\"]", Docker, StringComparison.Ordinal);
        var check = Regex.Match(Docker, $@"HEALTHCHECK .* CMD \[""dotnet"", ""{Regex.Escape(program)}"", ""(\w+)""\]").Groups[1].Value;
        Assert.True(CommandLine.Parse([check]).AsksForHealth);
    }

    [Fact]
    public void Each_secret_of_the_container_is_defined_and_used()
    {
        var used = ((YamlSequenceNode)Service["secrets"]).Select(Text).ToList();
        var files = ((YamlMappingNode)Service["environment"]).Children.Where(entry => Text(entry.Key).EndsWith(SecretFiles.Suffix, StringComparison.Ordinal)).Select(entry => Text(entry.Value)).ToList();

        Assert.Equal(used, ((YamlMappingNode)Compose["secrets"]).Children.Keys.Select(Text));
        Assert.Equal(used.Select(name => $"/run/secrets/{name}"), files);
    }

    private static string Read(string file) => File.ReadAllText(Path.Combine(Repository.Root, "deploy", file));

    private static YamlMappingNode ReadYaml()
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(Read("compose.yaml")));
        return (YamlMappingNode)yaml.Documents[0].RootNode;
    }

    private static string Text(YamlNode node) => ((YamlScalarNode)node).Value!;

    /// <summary>A setting, also in a comment, in each of the three notations.</summary>
    [GeneratedRegex("""(?:^|[ #])(?<key>Urls|[A-Z][A-Za-z]+(?:__[A-Za-z0-9]+)+(?:_FILE)?)(?:=|: )"?(?<value>[^"\n\\]*)""", RegexOptions.Multiline)]
    private static partial Regex Setting();

    [GeneratedRegex("^#?LoadCredential=([a-z-]+):/etc/dixa-webhooks/\\1$", RegexOptions.Multiline)]
    private static partial Regex Credential();

    [GeneratedRegex("^#?Environment=(?<key>[A-Za-z_]+)_FILE=%d/(?<name>[a-z-]+)$", RegexOptions.Multiline)]
    private static partial Regex CredentialFile();
}
