using System.Text.RegularExpressions;
using Dixa.Webhooks.Admin.Support;
using Microsoft.Playwright;
using Xunit.Sdk;

namespace Dixa.Webhooks.Admin.Journeys;

/// <summary>How the application starts, or says why it does not.</summary>
public sealed partial class StartTests(Browser browser)
{
    [Theory]
    [InlineData("Dispatch:MaxAttempts", "many", "Dispatch:MaxAttempts is \"many\". It must be a whole number.")]
    [InlineData("Dispatch:MaxAttempts", "0", "Dispatch:MaxAttempts: Allowed are 1 to 100.")]
    [InlineData("Dispatch:RetryDelay", "soon", "Dispatch:RetryDelay is \"soon\". It must be a time span such as 00:01:00")]
    [InlineData("Dispatch:Retries", "7", "Dispatch:Retries is not a setting. Under Dispatch there are RequestTimeout,")]
    [InlineData("Dispatch:AllowedNetworks:0", "loopback", "Dispatch:AllowedNetworks: \"loopback\" is not a network.")]
    [InlineData("AutoDisable:SweepInterval", "00:00:07", "AutoDisable:SweepInterval: Allowed are")]
    [InlineData("Storage:Provider", "Oracle", "Storage:Provider: The allowed value is Sqlite.")]
    [InlineData("Storage:ConnectionString", "Data Source=:memory:", "Storage:ConnectionString must name a file")]
    [InlineData("Organization:Id", "dixa", "Organization:Id is \"dixa\". It must be a uuid")]
    [InlineData("Urls", "localhost", "Urls: \"localhost\" is not an address to listen on.")]
    [InlineData("Accounts:Administrator:Password", "short", "Accounts:Administrator:Password")]
    [InlineData("Api:BootstrapToken", "short", "Api:BootstrapToken")]
    public async Task A_wrong_setting_stops_the_start_and_is_named(string key, string value, string message)
    {
        var failure = await Assert.ThrowsAnyAsync<XunitException>(() => AppProcess.StartAsync((key, value)));

        Assert.Contains("The application ended with 1 instead of answering", failure.Message, StringComparison.Ordinal);
        Assert.Contains(message, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_user_a_link_is_printed_that_works_once()
    {
        await using var app = await AppProcess.StartAsync(("Accounts:Administrator:Email", ""), ("Accounts:Administrator:Password", ""));
        await Eventually.BecomesTrueAsync(() => SetupLink().IsMatch(app.Output), "the link is printed");
        var link = SetupLink().Match(app.Output).Value;

        var page = await browser.OpenAsync(app.Address);
        await page.GotoAsync(link);
        await page.GetByTestId("setup-email").FillAsync("first@example.com");
        await page.GetByTestId("setup-password").FillAsync("a long enough password");
        await page.GetByTestId("setup-submit").ClickAsync();
        await page.WaitForURLAsync($"**{AdminScreens.Overview}");
        await Assertions.Expect(page.GetByTestId("add-webhook").First).ToBeVisibleAsync();

        var another = await browser.OpenAsync(app.Address);
        await another.GotoAsync(link);
        await Assertions.Expect(another.GetByTestId("setup-email")).ToHaveCountAsync(0);
    }

    [GeneratedRegex(@"http://\S+/account/setup\?token=\S+")]
    private static partial Regex SetupLink();
}
