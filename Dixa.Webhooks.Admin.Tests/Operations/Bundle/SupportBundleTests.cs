using System.IO.Compression;
using System.Net;
using System.Text.Json.Nodes;
using Dixa.Webhooks.Admin.Accounts.Tokens;
using Dixa.Webhooks.Admin.Audit;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Audit;
using Dixa.Webhooks.Admin.Domain.Subscriptions;
using Dixa.Webhooks.Admin.Hosting;
using Dixa.Webhooks.Admin.Journeys;
using Dixa.Webhooks.Admin.Storage;
using Dixa.Webhooks.Admin.Subscriptions;
using Dixa.Webhooks.Admin.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Dixa.Webhooks.Admin.Operations.Bundle;

/// <summary>The download of the support bundle, over real HTTP.</summary>
public sealed class SupportBundleTests
{
    private const string Payload = "marker-of-the-payload";
    private const string Response = "marker-of-the-response";
    private const string AdministratorPassword = "Marker-Administrator-7-Battery";

    private const string DatabasePassword = "marker-database-password";

    /// <summary>Secrets that are set from outside. Every one of them must be absent.</summary>
    private static readonly string[] Markers =
    [
        AdministratorPassword, "marker-bootstrap-token", "marker-smtp-password", DatabasePassword, "marker-token-of-the-endpoint", "marker-header-value", "marker-basic-user",
        "marker-basic-password", "bWFya2VyLWJhc2ljLXVzZXI6bWFya2VyLWJhc2ljLXBhc3N3b3Jk", "marker-in-the-path", "marker-in-the-query", Payload, Response,
        "admin@example.com", "webhooks@example.com", "customer@example.com", "smtp-user@example.com",
    ];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task It_has_everything_that_helps_and_no_secret_no_person_and_no_payload(bool onPostgres)
    {
        await using var receiver = await Receiver.StartAsync();
        receiver.Behavior = new Answer(500, Response);
        var database = onPostgres ? await (await SharedPostgres.Server).CreateDatabaseAsync() : null;
        await using var app = await InProcessApp.StartAsync(
            [
                ("Accounts:Administrator:Password", AdministratorPassword), ("Api:BootstrapToken", "marker-bootstrap-token"), ("Dispatch:RetryDelay", "00:00:07"),
                ("Notifications:Smtp:Host", "127.0.0.1"), ("Notifications:Smtp:Port", "9"), ("Notifications:Smtp:From", "webhooks@example.com"),
                ("Notifications:Smtp:User", "smtp-user@example.com"), ("Notifications:Smtp:Password", "marker-smtp-password"),
                .. database is null ? [] : new[] { ("Storage:Provider", "PostgreSql"), ("Storage:ConnectionString", $"{database};Password={DatabasePassword}") },
            ]);
        var secrets = await FillAsync(app, receiver);
        await PublishAsync(app);
        LogEverything(app, [.. Markers.Where(marker => onPostgres || marker != DatabasePassword), .. secrets]);

        var files = await DownloadAsync(app);

        Assert.Equal(["README.txt", "log.txt", "settings.json", "settings.txt", "system.json", "system.txt"], files.Keys.Order(StringComparer.Ordinal));
        Assert.All(files, file => Assert.All([.. Markers, .. secrets], secret => Assert.False(
            file.Value.Contains(secret, StringComparison.OrdinalIgnoreCase), $"{file.Key} contains {secret}: {Around(file.Value, secret)}")));

        var system = JsonNode.Parse(files["system.json"])!;
        Assert.Equal(AppVersion.Current, (string?)system["application"]!["version"]);
        Assert.Equal(onPostgres ? "PostgreSQL" : "SQLite", (string?)system["application"]!["provider"]);
        Assert.Equal("Web, Ingest, Dispatch", (string?)system["processes"]![0]!["roles"]);
        Assert.Equal(3, system["recurringJobs"]!.AsArray().Count);
        Assert.True((long)system["store"]!["bytes"]! > 0);
        Assert.Equal(2, (int)system["queue"]!["pending"]!);
        Assert.All(system.AsObject(), part => Assert.Null((part.Value as JsonObject)?["error"]));
        var delay = JsonNode.Parse(files["settings.json"])!.AsArray().Single(setting => (string?)setting!["name"] == "Dispatch:RetryDelay")!;
        Assert.Equal(("00:00:07", "00:01:00", true), ((string?)delay["value"], (string?)delay["default"], (bool)delay["differs"]!));
        Assert.Contains("Dispatch:RetryDelay = 00:00:07   (default: 00:01:00)", files["settings.txt"], StringComparison.Ordinal);
        Assert.Contains("provider: " + (onPostgres ? "PostgreSQL" : "SQLite"), files["system.txt"], StringComparison.Ordinal);
        Assert.Contains("This line is in the bundle", files["log.txt"], StringComparison.Ordinal);
        Assert.Contains($"Marker 0 is {Mask.Text}", files["log.txt"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_download_is_audited_and_only_for_administrators()
    {
        await using var app = await InProcessApp.StartAsync();
        using (var anonymous = app.Browser())
        using (var response = await anonymous.GetAsync(AppRoutes.SupportBundle, Cancel))
        {
            Assert.Equal(HttpStatusCode.Found, response.StatusCode);
            Assert.Contains(AppRoutes.SignIn, response.Headers.Location?.ToString(), StringComparison.Ordinal);
        }

        var world = new AuditedWorld(app);
        var person = await world.PersonAsync();
        using (var support = app.Browser())
        {
            using var signedIn = await InProcessApp.SignInAsync(support, person.Name, AuditedWorld.Password);
            using var response = await support.GetAsync(AppRoutes.SupportBundle, Cancel);
            Assert.Contains(AppRoutes.AccessDenied, response.Headers.Location?.ToString(), StringComparison.Ordinal);
        }

        Assert.Empty(await RowsAsync(app));
        using var administrator = app.Browser();
        using var admitted = await InProcessApp.SignInAsync(administrator);
        using var bundle = await administrator.GetAsync(AppRoutes.SupportBundle, Cancel);
        using var posted = await administrator.PostAsync(AppRoutes.SupportBundle, content: null, Cancel);

        Assert.Equal((HttpStatusCode.OK, "application/zip"), (bundle.StatusCode, bundle.Content.Headers.ContentType?.MediaType));
        Assert.Matches("^\"?dixa-webhooks-[0-9]{8}T[0-9]{6}Z\\.zip\"?$", bundle.Content.Headers.ContentDisposition?.FileName);
        Assert.False(posted.IsSuccessStatusCode);
        var row = Assert.Single(await RowsAsync(app));
        Assert.Equal((TestApp.AdministratorEmail, "127.0.0.1"), (row.ActorName, row.Address));
    }

    [Fact]
    public async Task A_part_that_cannot_be_read_is_replaced_by_its_error()
    {
        await using var app = await InProcessApp.StartAsync();
        await using (var context = await app.Services.GetRequiredService<IDbContextFactory<WebhooksDbContext>>().CreateDbContextAsync(Cancel))
        {
            await context.Database.ExecuteSqlRawAsync("DROP TABLE notifications", Cancel);
        }

        var files = await DownloadAsync(app, TestApp.AdministratorPassword);

        var system = JsonNode.Parse(files["system.json"])!;
        Assert.Contains("notifications", (string?)system["mail"]!["error"], StringComparison.Ordinal);
        Assert.Equal(0, (int)system["queue"]!["due"]!);
    }

    [Fact]
    public async Task While_the_store_refuses_writes_the_bundle_is_written_and_the_download_is_logged()
    {
        await using var app = await InProcessApp.StartAsync();
        using var browser = app.Browser();
        using var signedIn = await InProcessApp.SignInAsync(browser);
        await using (var context = await app.Services.GetRequiredService<IDbContextFactory<WebhooksDbContext>>().CreateDbContextAsync(Cancel))
        {
            await context.Database.ExecuteSqlRawAsync("CREATE TRIGGER refuses BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, 'refused by the test'); END", Cancel);
        }

        using var response = await browser.GetAsync(AppRoutes.SupportBundle, Cancel);

        Assert.Equal((HttpStatusCode.OK, "application/zip"), (response.StatusCode, response.Content.Headers.ContentType?.MediaType));
        Assert.Contains("Failed to add the download of a support bundle", app.Output, StringComparison.Ordinal);
        Assert.Empty(await RowsAsync(app));
    }

    /// <summary>Stores secrets of every kind, and returns those that the application generates.</summary>
    private static async Task<List<string>> FillAsync(InProcessApp app, Receiver receiver)
    {
        var commands = app.Services.GetRequiredService<WebhookCommands>();
        var token = Assert.IsType<SaveResult.Saved>(await commands.CreateAsync(
            Actors.Administrator,
            Drafts.With(draft =>
            {
                (draft.Name, draft.Url, draft.AuthorizationKind, draft.Token) = ("With token", $"{receiver.Url}/marker-in-the-path?key=marker-in-the-query", AuthorizationKind.Token, "marker-token-of-the-endpoint");
                draft.Headers = [new HeaderDraft { Name = "X-Api-Key", Value = "marker-header-value" }];
            }),
            Cancel)).Id;
        await commands.CreateAsync(
            Actors.Administrator,
            Drafts.With(draft => (draft.Name, draft.Url, draft.AuthorizationKind, draft.Username, draft.Password) =
                ("With password", receiver.Url.ToString(), AuthorizationKind.Basic, "marker-basic-user", "marker-basic-password")),
            Cancel);
        var secrets = new List<string>();
        secrets.AddRange(await SecretsAsync(app));
        await commands.RotateSecretAsync(Actors.Administrator, token, 1, TimeSpan.FromHours(1), Cancel);
        secrets.AddRange(await SecretsAsync(app));
        secrets.Add(Assert.IsType<ApiTokenResult.Issued>(await app.Services.GetRequiredService<ApiTokenDirectory>().IssueAsync(Actors.Administrator, "CRM", ApiScopes.ReadAudit, null, Cancel)).Token);
        return secrets;
    }

    private static async Task<List<string>> SecretsAsync(InProcessApp app)
    {
        await using var context = await app.Services.GetRequiredService<IDbContextFactory<WebhooksDbContext>>().CreateDbContextAsync(Cancel);
        return [.. (await context.Subscriptions.AsNoTracking().ToListAsync(Cancel)).Select(webhook => webhook.Secret.Reveal())];
    }

    /// <summary>Publishes an event about a person, and waits for a failed attempt of each webhook.</summary>
    private static async Task PublishAsync(InProcessApp app)
    {
        app.Api.DefaultRequestHeaders.Authorization = new("Bearer", "marker-bootstrap-token");
        await app.PublishAsync(Publishing.Event(data: SampleData.With($"\"seen\":\"{Payload} customer@example.com\"")));
        await Eventually.BecomesTrueAsync(
            async () =>
            {
                await using var context = await app.Services.GetRequiredService<IDbContextFactory<WebhooksDbContext>>().CreateDbContextAsync(Cancel);
                return await context.Attempts.CountAsync(Cancel) >= 2;
            },
            "both webhooks were tried");
    }

    /// <summary>The log must not have secrets. If it has one after all, the bundle masks it.</summary>
    private static void LogEverything(InProcessApp app, IReadOnlyList<string> secrets)
    {
        var logger = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Test");
        for (var i = 0; i < secrets.Count; i++)
        {
            // Payloads and responses are never logged, and nothing could recognize them.
            if (secrets[i] is not (Payload or Response or "marker-in-the-path" or "marker-in-the-query"))
            {
#pragma warning disable CA1848, CA2254 // A test writes few lines.
                logger.LogWarning("Marker {Number} is {Secret}", i, secrets[i]);
#pragma warning restore CA1848, CA2254
            }
        }

#pragma warning disable CA1848 // A test writes few lines.
        logger.LogWarning("Failed to reach {Url}", "https://example.com/marker-in-the-path?key=marker-in-the-query");
        logger.LogInformation("This line is in the bundle");
#pragma warning restore CA1848
    }

    private static async Task<Dictionary<string, string>> DownloadAsync(InProcessApp app, string password = AdministratorPassword)
    {
        using var browser = app.Browser();
        using var signedIn = await InProcessApp.SignInAsync(browser, password: password);
        await using var zip = new ZipArchive(await browser.GetStreamAsync(AppRoutes.SupportBundle, Cancel), ZipArchiveMode.Read);
        var files = new Dictionary<string, string>();
        foreach (var entry in zip.Entries)
        {
            using var reader = new StreamReader(await entry.OpenAsync(Cancel));
            files[entry.FullName] = await reader.ReadToEndAsync(Cancel);
        }

        return files;
    }

    private static async Task<IReadOnlyList<AuditEntry>> RowsAsync(InProcessApp app) =>
        (await app.Services.GetRequiredService<AuditSearch>().FindAsync(new AuditQuery { Action = AuditAction.SupportBundleDownloaded }, Cancel)).Rows;

    private static string Around(string text, string secret) =>
        text.IndexOf(secret, StringComparison.OrdinalIgnoreCase) is var at and >= 0 ? text[Math.Max(0, at - 80)..Math.Min(text.Length, at + secret.Length + 40)] : "";
}
