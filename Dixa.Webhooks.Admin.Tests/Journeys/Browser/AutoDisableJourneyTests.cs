using Dixa.Webhooks.Admin.Support;
using Microsoft.Playwright;

namespace Dixa.Webhooks.Admin.Journeys.Browser;

/// <summary>Auto-disable end to end: real failures, the recurring sweep, and an open page that updates.</summary>
public sealed class AutoDisableJourneyTests(Chromium browser)
{
    [Fact]
    public async Task Twenty_five_consecutive_failures_disable_the_webhook_and_its_open_page_shows_it()
    {
        await using var receiver = await Receiver.StartAsync();
        receiver.Behavior = new Answer(500);
        await using var mail = new SmtpServer();
        var webhook = Guid.Empty;
        await using var app = await InProcessApp.StartAsync(
            async store => webhook = await store.CreateWebhookAsync(draft => draft.Url = receiver.Url.ToString()),
            ("Dispatch:RetryDelay", "00:00:01"),
            ("AutoDisable:SweepInterval", "00:00:01"),
            ("Notifications:Smtp:Host", "127.0.0.1"),
            ("Notifications:Smtp:Port", $"{mail.Port}"),
            ("Notifications:Smtp:From", "webhooks@example.com"));
        var page = await browser.OpenAsync(app.Address);
        await new AdminScreens(page).SignInAsync($"{AdminScreens.Overview}/{webhook}");
        await Assertions.Expect(page.GetByTestId("enabled-pill")).ToHaveTextAsync("Enabled");

        // Five events with five attempts each.
        await app.PublishAsync($"[{string.Join(',', Enumerable.Repeat(Publishing.Event(), 5))}]");

        await Assertions.Expect(page.GetByTestId("enabled-pill")).ToHaveTextAsync("Disabled");
        await Assertions.Expect(page.GetByTestId("disabled-reason")).ToHaveTextAsync("Dixa Webhooks disabled this webhook after 25 consecutive failures; the last was Failed (500).");
        Assert.Equal(25, receiver.Requests.Count);
        Assert.Equal(0, (await app.PublishAsync(Publishing.Event())).GetProperty("deliveries").GetInt32());

        // The bell shows the notification once, on any page, and each administrator gets an e-mail.
        // A sweep may have warned before.
        await Assertions.Expect(page.GetByTestId("notification-count")).ToHaveTextAsync(new System.Text.RegularExpressions.Regex("^[12]$"));
        await page.GetByTestId("notification-bell").ClickAsync();
        await Assertions.Expect(page.GetByTestId("notification").First).ToContainTextAsync("was disabled");
        await Assertions.Expect(page.GetByTestId("notification-count")).ToHaveCountAsync(0);
        await page.GetByTestId("notification").First.ClickAsync();
        await Assertions.Expect(page.GetByTestId("disabled-banner")).ToBeVisibleAsync();
        await Eventually.BecomesTrueAsync(() => !mail.Messages.IsEmpty, "an e-mail arrives");
        Assert.Contains("was disabled", Assert.Single(mail.Messages).Text, StringComparison.Ordinal);

        await page.GotoAsync(AdminScreens.Overview);
        await Assertions.Expect(page.GetByTestId("webhook-disabled-reason")).ToHaveTextAsync("Auto-disabled");
    }
}
