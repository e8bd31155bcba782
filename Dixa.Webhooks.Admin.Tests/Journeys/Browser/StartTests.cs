using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Dixa.Webhooks.Admin.Support;
using Microsoft.Playwright;
using Xunit.Sdk;

namespace Dixa.Webhooks.Admin.Journeys.Browser;

/// <summary>How the application starts, or reports why it cannot.</summary>
public sealed partial class StartTests(Chromium browser)
{
    [Theory]
    [InlineData("Dispatch:MaxAttempts", "many", "Dispatch:MaxAttempts is \"many\". It must be a whole number.")]
    [InlineData("Accounts:Administrator:Password", "short", "Accounts:Administrator:Password must have at least 12 characters.")]
    [InlineData("Storage:ConnectionString", "Data Source=:memory:", "Storage:ConnectionString must name a file")]
    [InlineData("Storage:ConnectionString", "Data Source=/dev/null/x.db", "Storage:ConnectionString: the folder /dev/null for the database cannot be created or opened.")]
    [InlineData("Storage:KeyRingPath", "/dev/null/keys", "Storage:KeyRingPath: the folder /dev/null/keys for the keys cannot be created or opened.")]
    [InlineData("Storage:KeyRingPath", "/dev/null", "Storage:KeyRingPath: the folder /dev/null for the keys cannot be created or opened.")]
    [InlineData("Storage:KeyRingPath", "/proc/self", "Storage:KeyRingPath: there is no key in /proc/self, and none can be created.")]
    [InlineData("Logging:LogLevel:Default", "Loud", "Logging:LogLevel:Default is \"Loud\".")]
    [InlineData("ASPNETCORE_FORWARDEDHEADERS_ENABLED", "true", "ASPNETCORE_FORWARDEDHEADERS_ENABLED lets anyone who can reach the application fake their address")]
    [InlineData("Urls", "http://203.0.113.9:5080", "Urls: this machine cannot listen on that address.")]
    public Task An_invalid_setting_stops_the_start_and_is_named(string key, string value, string message) =>
        ExpectStartErrorAsync(message, () => AppProcess.StartAsync((key, value)));

    [Fact]
    public Task An_invalid_value_of_the_demo_flag_stops_the_start_and_is_named() =>
        ExpectStartErrorAsync("--demo is \"maybe\". It must be --demo, --demo=true or --demo=false.", () => AppProcess.StartAsync(_ => Task.CompletedTask, ["--demo=maybe"]));

    [Fact]
    public Task Https_without_a_certificate_is_named() =>
        // With another home folder there is no development certificate.
        ExpectStartErrorAsync("Urls: Unable to configure HTTPS endpoint.", () => AppProcess.StartAsync(("Urls", $"https://127.0.0.1:{FreePort.Find()}"), ("HOME", "/nonexistent")));

    [Fact]
    public async Task A_port_that_is_in_use_is_named()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var taken = $"http://{other.LocalEndpoint}";

        await ExpectStartErrorAsync($"Urls: Failed to bind to address {taken}: address already in use.", () => AppProcess.StartAsync(("Urls", taken)));
    }

    [Fact]
    public async Task Keys_of_another_database_stop_the_start() =>
        await ExpectStartErrorAsync("do not decrypt the secrets in the database", () => AppProcess.StartAsync(async store =>
        {
            await store.CreateWebhookAsync();
            Directory.Delete(store.Files.KeyFolder, recursive: true);
        }));

    [Fact]
    public async Task Without_users_a_setup_link_is_printed_that_works_once()
    {
        await using var app = await InProcessApp.StartAsync(("Accounts:Administrator:Email", ""), ("Accounts:Administrator:Password", ""));
        await Eventually.BecomesTrueAsync(() => SetupLink().IsMatch(app.Output), "the setup link is printed");
        var link = SetupLink().Match(app.Output).Value;

        var page = await browser.OpenAsync(app.Address);
        await page.GotoAsync("/");
        await Assertions.Expect(page.GetByTestId("setup-hint")).ToHaveTextAsync("Nobody has an account yet");
        await Assertions.Expect(page.GetByText("journalctl")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByTestId("sign-in-email")).ToHaveCountAsync(0);
        await Screenshots.TakeAsync(page, "setup-hint");
        await page.GotoAsync(link);
        await page.GetByTestId("setup-email").FillAsync("first@example.com");
        await page.GetByTestId("setup-password").FillAsync("a long enough password");
        await page.GetByTestId("setup-repeat").FillAsync("a long enough passwort");
        await page.GetByRole(AriaRole.Button, new() { Name = "Show password", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByTestId("setup-password")).ToHaveAttributeAsync("type", "text");
        await Screenshots.TakeAsync(page, "setup");
        await page.GetByTestId("setup-submit").ClickAsync();
        await Assertions.Expect(page.GetByTestId("setup-repeat-error")).ToHaveTextAsync("The passwords differ. Enter the same password twice.");
        await page.GetByTestId("setup-password").FillAsync("a long enough password");
        await page.GetByTestId("setup-repeat").FillAsync("a long enough password");
        await page.GetByTestId("setup-submit").ClickAsync();
        await page.WaitForURLAsync($"**{AdminScreens.Overview}");
        await Assertions.Expect(page.GetByTestId("add-webhook").First).ToBeVisibleAsync();

        var another = await browser.OpenAsync(app.Address);
        await another.GotoAsync(link);
        await Assertions.Expect(another.GetByTestId("setup-email")).ToHaveCountAsync(0);
        await another.GotoAsync("/");
        await Assertions.Expect(another.GetByTestId("sign-in-email")).ToBeVisibleAsync();
    }

    private static async Task ExpectStartErrorAsync(string message, Func<Task<AppProcess>> start)
    {
        var failure = await Assert.ThrowsAnyAsync<XunitException>(start);

        Assert.Contains("The application ended with 1 instead of answering", failure.Message, StringComparison.Ordinal);
        Assert.Contains(message, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", failure.Message, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"http://\S+/account/setup\?token=\S+")]
    private static partial Regex SetupLink();
}
