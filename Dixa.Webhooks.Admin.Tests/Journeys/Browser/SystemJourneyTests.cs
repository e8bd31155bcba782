using System.IO.Compression;
using System.Text.RegularExpressions;
using Dixa.Webhooks.Admin.Support;
using Microsoft.Playwright;

namespace Dixa.Webhooks.Admin.Journeys.Browser;

/// <summary>Settings > System.</summary>
public sealed class SystemJourneyTests(Chromium browser)
{
    [Fact]
    public async Task A_webhook_whose_endpoint_hangs_appears_and_its_tabs_bundle_and_jobs_are_reachable()
    {
        await using var receiver = await Receiver.StartAsync();
        receiver.Behavior = new Hang();
        await using var mail = new SmtpServer();
        await using var app = await InProcessApp.StartAsync(
            async store => await store.CreateWebhookAsync(draft => (draft.Name, draft.Url) = ("Slow CRM", receiver.Url.ToString())),
            ("Dispatch:RequestTimeout", "00:00:20"), ("Dispatch:LaneConcurrency", "1"), ("Notifications:Smtp:Host", "127.0.0.1"), ("Notifications:Smtp:Port", $"{mail.Port}"),
            ("Notifications:Smtp:From", "webhooks@example.com"));
        var page = await browser.OpenAsync(app.Address, options => options.AcceptDownloads = true);
        await new AdminScreens(page).SignInAsync();
        await page.WaitForFunctionAsync("() => 'connected' in document.documentElement.dataset");
        await page.GetByTestId("nav-system").ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/settings/system$"));
        await Assertions.Expect(page.GetByTestId("oldest-due")).ToHaveTextAsync("None");
        await Assertions.Expect(page.GetByTestId("job-row")).ToHaveCountAsync(3);
        await Assertions.Expect(page.GetByTestId("job-row").Filter(new() { HasText = "Purge old history" })).ToContainTextAsync(new Regex(@"every hour[\s\S]*(in .*(minutes|seconds?)|now)"));

        await app.PublishAsync(Publishing.Event());
        await app.PublishAsync(Publishing.Event());
        await Assertions.Expect(page.GetByTestId("waiting-lane")).ToContainTextAsync("The endpoint is slow or does not respond. 1 request waits for its response.");
        await Assertions.Expect(page.GetByTestId("oldest-due")).ToHaveTextAsync(new Regex("^[0-9]+ (seconds|minutes)$"));
        await Screenshots.TakeAsync(page, "system-waiting");

        await page.GetByTestId("send-test-mail").ClickAsync();
        await Assertions.Expect(page.GetByTestId("test-mail-result")).ToContainTextAsync("Sent to admin@example.com.");

        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByTestId("support-bundle").ClickAsync());
        Assert.Matches("^dixa-webhooks-.*\\.zip$", download.SuggestedFilename);
        await using (var zip = await ZipFile.OpenReadAsync(await download.PathAsync(), TestContext.Current.CancellationToken))
        {
            Assert.Contains(zip.Entries, entry => entry.FullName == "system.json");
        }

        await page.GetByTestId("tab-settings").ClickAsync();
        await page.GetByTestId("settings-changed").ClickAsync();
        await Assertions.Expect(page.Locator("[data-name='Dispatch:LaneConcurrency']")).ToContainTextAsync("Changed");
        await Assertions.Expect(page.Locator("[data-name='Dispatch:MaxAttempts']")).ToHaveCountAsync(0);
        await page.GetByTestId("tab-storage").ClickAsync();
        await Assertions.Expect(page.GetByTestId("storage-facts")).ToBeVisibleAsync();

        await page.GotoAsync("/settings/system");
        await page.GetByTestId("jobs-dashboard").ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/jobs$"));
    }
}
