using Dixa.Webhooks.Admin.Support;

namespace Dixa.Webhooks.Admin.Journeys.Processes;

/// <summary>The commands <c>doctor</c> and <c>health</c>, next to a running process and without one.</summary>
public sealed class DoctorCommandTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_healthy_installation_has_no_error_and_nothing_changes()
    {
        await using var mail = new SmtpServer();
        await using var app = await AppProcess.StartAsync(
            store => store.CreateWebhookAsync(),
            ("App:Url", "https://webhooks.example.com"),
            ("ForwardedHeaders:KnownProxies:0", "127.0.0.1"),
            ("Backup:Folder", "{folder}/nightly"),
            ("Notifications:Smtp:Host", "127.0.0.1"),
            ("Notifications:Smtp:Port", $"{mail.Port}"),
            ("Notifications:Smtp:From", "webhooks@example.com"));

        var (code, output, error) = await app.RunCommandAsync("doctor");

        Assert.Equal((0, ""), (code, error));
        Assert.Matches($@"(?m)^ok       store +The database {app.Database} can be read and is from this version\.", output);
        Assert.Matches($@"(?m)^ok       keys +The keys in {app.Folder}/keys \(1\) decrypt the secrets of the store\.", output);
        Assert.Matches(@"(?m)^ok       clock ", output);
        Assert.Matches(@"(?m)^ok       permissions ", output);
        Assert.Matches($@"(?m)^ok       backups +Nightly backups can be written to {app.Folder}/nightly\.", output);
        Assert.Matches($@"(?m)^ok       process +A process listens on 127\.0\.0\.1:{app.Address.Port}\.", output);
        Assert.Matches(@"(?m)^ok       proxy +Forwarded headers count from 1 known proxy", output);
        Assert.Matches($@"(?m)^ok       mail +127\.0\.0\.1:{mail.Port} accepts e-mails\.", output);
        Assert.Empty(mail.Messages);
        Assert.True(app.Running);
    }

    [Fact]
    public async Task Each_error_is_named_with_what_to_do()
    {
        await using var app = await AppProcess.StartAsync(
            store => store.CreateWebhookAsync(),
            ("App:Url", "https://webhooks.example.com"),
            ("Backup:Folder", "{folder}/webhooks.db"),
            ("Notifications:Smtp:Host", "127.0.0.1"),
            ("Notifications:Smtp:Port", $"{FreePort.Find()}"),
            ("Notifications:Smtp:From", "webhooks@example.com"));
        await app.StopCleanlyAsync();
        Directory.Move(Path.Combine(app.Folder, "keys"), Path.Combine(app.Folder, "lost"));
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(app.Database, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
        }

        var (code, output, _) = await app.RunCommandAsync("doctor");

        Assert.Equal(1, code);
        Assert.Matches(@"(?m)^error    keys +Storage:KeyRingPath: the keys in \S+ do not decrypt the secrets in the database \S+ Restore the keys of that database", output);
        Assert.Matches($@"(?m)^warning  permissions +Others can use {app.Database} \(mode 604\)\. Run: chmod 600 {app.Database}", output);
        Assert.Matches(@"(?m)^ok       process +No process listens on", output);
        Assert.Matches(@"(?m)^error    proxy +App:Url is https://webhooks\.example\.com, so a reverse proxy terminates TLS, but ForwardedHeaders:KnownProxies is empty\.", output);
        Assert.Matches(@"(?m)^error    mail +127\.0\.0\.1:\d+ cannot be used\. .+[^.]\. Check the settings in Notifications:Smtp\.", output);
        Assert.Matches($@"(?m)^error    backups +Backup:Folder is {app.Database}, which is a file\. Set it to a folder\.", output);
        Assert.False(Directory.Exists(Path.Combine(app.Folder, "keys")) && Directory.EnumerateFiles(Path.Combine(app.Folder, "keys")).Any(), "it created keys");
    }

    [Fact]
    public async Task A_file_that_is_not_a_database_is_an_error_and_stays_as_it_is()
    {
        await using var app = await AppProcess.PrepareAsync();
        var garbage = new string('x', 8_192);
        await File.WriteAllTextAsync(app.Database, garbage, Cancel);

        var (code, output, _) = await app.RunCommandAsync("doctor");

        Assert.Equal(1, code);
        Assert.Matches(@"(?m)^error    store +Storage:ConnectionString: ", output);
        Assert.Equal(garbage, await File.ReadAllTextAsync(app.Database, Cancel));
    }

    [Fact]
    public async Task Without_a_database_the_first_start_is_expected()
    {
        await using var app = await AppProcess.PrepareAsync(("Storage:ConnectionString", "Data Source={folder}/new/webhooks.db"));

        var (code, output, _) = await app.RunCommandAsync("doctor");

        Assert.Equal(0, code);
        Assert.Matches($@"(?m)^warning  store +There is no database {app.Folder}/new/webhooks\.db yet\. The first start creates it\.", output);
        Assert.False(Directory.Exists(Path.Combine(app.Folder, "new")));
    }

    [Fact]
    public async Task On_PostgreSQL_the_clock_of_the_database_is_compared()
    {
        await using var store = await TestStore.OpenOnPostgresAsync([], ownKeys: true);
        await using var app = await AppProcess.PrepareAsync(("Storage:Provider", "PostgreSql"), ("Storage:ConnectionString", store.Database));
        var (code, output, _) = await app.RunCommandAsync("doctor");
        var (refused, unreachable, _) = await app.RunCommandAsync("doctor", $"--Storage:ConnectionString=Host=127.0.0.1;Port={FreePort.Find()};Database=x;Username=x;Password=x");

        Assert.Matches(@"(?m)^ok       store +The database test_\d+ can be read", output);
        Assert.Matches(@"(?m)^ok       clock +This machine's clock differs from the database's by ", output);
        Assert.Equal((output.Contains("error ", StringComparison.Ordinal) ? 1 : 0, 1), (code, refused));
        Assert.Matches(@"(?m)^error    store +Storage:ConnectionString: the database cannot be used\. ", unreachable);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK", 0)]
    [InlineData("HTTP/1.1 503 Service Unavailable", 1)]
    [InlineData("nonsense", 1)]
    public async Task Health_asks_the_process_and_has_its_answer_as_exit_code(string answer, int code)
    {
        await using var endpoint = RawEndpoint.Saying($"{answer}\r\nContent-Length: 0\r\n\r\n");
        await using var app = await AppProcess.PrepareAsync(("Urls", $"http://0.0.0.0:{endpoint.Port}"), ("App:PathBase", "/hooks"), ("AllowedHosts", "webhooks.example.com"));

        Assert.Equal(code, (await app.RunCommandAsync("health")).ExitCode);
        Assert.StartsWith("GET /hooks/healthz HTTP/1.1\r\nHost: webhooks.example.com\r\n", endpoint.LastRequest, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Health_fails_without_a_process()
    {
        await using var app = await AppProcess.PrepareAsync();

        var (code, _, error) = await app.RunCommandAsync("health");

        Assert.Equal(1, code);
        Assert.Contains($"health: the process at 127.0.0.1:{app.Address.Port} does not answer.", error, StringComparison.Ordinal);
    }
}
