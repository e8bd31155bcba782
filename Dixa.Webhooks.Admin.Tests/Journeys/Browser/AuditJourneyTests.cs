using Dixa.Webhooks.Admin.Support;
using Microsoft.Playwright;

namespace Dixa.Webhooks.Admin.Journeys.Browser;

public sealed class AuditJourneyTests(Chromium browser)
{
    [Fact]
    public async Task What_an_administrator_does_in_an_open_page_is_in_the_audit_log_with_the_address_and_can_be_filtered_and_downloaded()
    {
        var webhook = Guid.Empty;
        await using var app = await InProcessApp.StartAsync(async store => webhook = await store.CreateWebhookAsync(draft => draft.Name = "CRM"));
        var page = await browser.OpenAsync(app.Address);
        var screens = new AdminScreens(page);
        await screens.SignInAsync($"{AdminScreens.Overview}/{webhook}");
        await page.GetByTestId("secret-reveal").ClickAsync();
        await Assertions.Expect(page.GetByTestId("secret-value")).ToHaveTextAsync(new System.Text.RegularExpressions.Regex("^[0-9a-f]{64}$"));

        await page.GetByTestId("nav-audit").ClickAsync();
        await page.GetByTestId("audit-target").FillAsync("crm");
        await page.GetByTestId("audit-target").PressAsync("Enter");
        await Assertions.Expect(page.GetByTestId("audit-row")).ToHaveCountAsync(2);
        var revealed = page.GetByTestId("audit-row").First;
        await Assertions.Expect(revealed).ToHaveAttributeAsync("data-action", "SecretRevealed");
        await Assertions.Expect(revealed).ToContainTextAsync("127.0.0.1");
        Assert.EndsWith("/settings/audit-log?target=crm", page.Url, StringComparison.Ordinal);

        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByTestId("audit-csv").ClickAsync());
        var text = await File.ReadAllTextAsync(await download.PathAsync(), TestContext.Current.CancellationToken);
        Assert.Equal(3, text.TrimEnd().Split("\r\n").Length);
        Assert.EndsWith(".csv", download.SuggestedFilename, StringComparison.Ordinal);
    }
}
