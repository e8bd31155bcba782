using System.Net;
using Dixa.Webhooks.Admin.Support;

namespace Dixa.Webhooks.Admin.Journeys.Processes;

/// <summary>The command <c>config</c>, and secrets in files, in a real process.</summary>
public sealed class ConfigCommandTests
{
    private const string FromFile = "token-from-a-file-0123456789";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_token_from_a_file_is_valid_and_is_never_printed()
    {
        await using var app = await AppProcess.StartAsync(
            async store => await File.WriteAllTextAsync(Path.Combine(Path.GetDirectoryName(store.Database.Split('=', ';')[1])!, "token"), $"{FromFile}\n", Cancel),
            ("Api:BootstrapToken", ""),
            ("Api:BootstrapToken_FILE", "{folder}/token"));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/webhooks");
        request.Headers.Authorization = new("Bearer", FromFile);
        using var response = await app.Client.SendAsync(request, Cancel);

        var (code, output, error) = await app.RunCommandAsync("config", "--Dispatch:Workers=4");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal((0, ""), (code, error));
        Assert.DoesNotContain(FromFile, output, StringComparison.Ordinal);
        Assert.DoesNotContain(TestApp.AdministratorPassword, output, StringComparison.Ordinal);
        Assert.Matches($@"(?m)^\* Api:BootstrapToken +•+ +file {app.Folder}/token$", output);
        Assert.Matches(@"(?m)^\* Accounts:Administrator:Password +•+ +environment$", output);
        Assert.Matches(@"(?m)^\* Dispatch:Workers +4 +command line$", output);
        Assert.Matches(@"(?m)^\* Dispatch:AllowedNetworks:0 +127\.0\.0\.0/8 +environment$", output);
        Assert.Matches(@"(?m)^  Dispatch:RetryDelay +00:01:00 +appsettings\.json$", output);
        Assert.Matches($@"(?m)^\* Storage:ConnectionString +Data Source={app.Database} +environment$", output);
    }

    [Fact]
    public async Task Invalid_settings_are_printed_too_and_the_password_of_a_database_is_masked()
    {
        await using var app = await AppProcess.PrepareAsync(("Dispatch:Workers", "many"), ("Storage:Provider", "PostgreSql"), ("Storage:ConnectionString", "Host=db;Database=webhooks;Username=w;Password=hunter2hunter2"));

        var (code, output, error) = await app.RunCommandAsync("Config");

        Assert.Equal(1, code);
        Assert.DoesNotContain("hunter2", output + error, StringComparison.Ordinal);
        Assert.Contains("database=webhooks", output, StringComparison.Ordinal);
        Assert.Matches(@"(?m)^\* Dispatch:Workers +many +environment$", output);
        Assert.Contains("Dispatch:Workers is \"many\". It must be a whole number.", error, StringComparison.Ordinal);
    }
}
