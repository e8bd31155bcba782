using Dixa.Webhooks.Admin.Support;
using Microsoft.Extensions.Configuration;

namespace Dixa.Webhooks.Admin.Startup;

public sealed class SecretFilesTests : IDisposable
{
    private const string Token = "Api:BootstrapToken";
    private const string Rule = "It must be the path of a file that this process can read and that contains the value of Api:BootstrapToken.";

    private readonly string _folder = TestFolder.Create("dixa-webhooks-secrets-");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("0123456789abcdef", "0123456789abcdef")]
    [InlineData("0123456789abcdef\n", "0123456789abcdef")]
    [InlineData("0123456789abcdef\r\n", "0123456789abcdef")]
    [InlineData("0123456789abcdef\n\n", "0123456789abcdef\n")]
    [InlineData(" 0123456789abcdef ", " 0123456789abcdef ")]
    public void A_secret_is_the_content_of_its_file_without_the_last_newline(string content, string secret)
    {
        using var configuration = Configuration(($"{Token}_FILE", Write(content)));

        Assert.Empty(SecretFiles.Read(configuration));
        Assert.Equal(secret, configuration[Token]);
    }

    [Theory]
    [InlineData("Api:BootstrapToken")]
    [InlineData("Accounts:Administrator:Password")]
    [InlineData("Notifications:Smtp:Password")]
    [InlineData("Storage:ConnectionString")]
    [InlineData("Kestrel:Certificates:Default:Password")]
    [InlineData("notifications:smtp:password")]
    public void Every_secret_can_be_in_a_file(string key)
    {
        using var configuration = Configuration(($"{key}_FILE", Write("Data Source=data/a.db")));

        Assert.Empty(SecretFiles.Read(configuration));
        Assert.Equal("Data Source=data/a.db", configuration[key]);
    }

    [Fact]
    public void A_file_replaces_the_connection_string_that_is_shipped()
    {
        using var configuration = Configuration(("Storage:ConnectionString", "Data Source=data/webhooks.db"), ("Storage:ConnectionString_FILE", Write("Data Source=/srv/other.db\n")));

        Assert.Empty(SecretFiles.Read(configuration));
        Assert.Equal("Data Source=/srv/other.db", configuration["Storage:ConnectionString"]);
        Assert.Empty(SettingsCheck.Errors(configuration));
    }

    [Fact]
    public void A_setting_without_a_file_stays()
    {
        using var configuration = Configuration((Token, "0123456789abcdef"), ($"{Token}_FILE", ""));

        Assert.Empty(SecretFiles.Read(configuration));
        Assert.Equal("0123456789abcdef", configuration[Token]);
        Assert.Empty(SettingsCheck.Errors(configuration));
    }

    [Fact]
    public void A_missing_an_empty_and_a_large_file_are_errors()
    {
        var (missing, empty, large) = (Path.Combine(_folder, "none"), Write("\n"), Write(new string('x', 70_000)));

        Assert.Equal($"{Token}_FILE: there is no file {missing}. {Rule}", Error($"{Token}_FILE", missing));
        Assert.Equal($"{Token}_FILE: the file {empty} is empty. {Rule}", Error($"{Token}_FILE", empty));
        Assert.Equal($"{Token}_FILE: the file {large} has 70000 bytes; at most 65536 are allowed. {Rule}", Error($"{Token}_FILE", large));
        Assert.Equal($"{Token}_FILE: there is no file {_folder}. {Rule}", Error($"{Token}_FILE", _folder));
    }

    [Fact]
    public void A_setting_and_its_file_are_not_allowed_together()
    {
        using var configuration = Configuration((Token, "0123456789abcdef"), ($"{Token}_FILE", Write("fedcba9876543210")));

        Assert.Equal([$"{Token} and {Token}_FILE are both set. Set only one of them."], SecretFiles.Read(configuration));
    }

    [Fact]
    public void Only_secrets_can_be_in_files() => Assert.Equal(
        "Dispatch:Workers_FILE is not a setting. Only secrets can be read from a file: Storage:ConnectionString_FILE, Accounts:Administrator:Password_FILE, Api:BootstrapToken_FILE, Notifications:Smtp:Password_FILE, Metrics:Token_FILE.",
        Error("Dispatch:Workers_FILE", Write("4")));

    private static ConfigurationManager Configuration(params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationManager();
        configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)));
        return configuration;
    }

    private static string Error(string key, string path)
    {
        using var configuration = Configuration((key, path));
        return Assert.Single(SecretFiles.Read(configuration));
    }

    private string Write(string content)
    {
        var path = Path.Combine(_folder, $"{Guid.NewGuid():N}");
        File.WriteAllText(path, content);
        return path;
    }
}
