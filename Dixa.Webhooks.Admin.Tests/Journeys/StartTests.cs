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
    [InlineData("Accounts:Administrator:Password", "short", "Accounts:Administrator:Password must have at least 12 characters.")]
    [InlineData("Storage:ConnectionString", "Data Source=:memory:", "Storage:ConnectionString must name a file")]
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
