using Deque.AxeCore.Playwright;
using Dixa.Webhooks.Admin.Support;
using Microsoft.Playwright;

namespace Dixa.Webhooks.Admin.Journeys.Browser;

/// <summary>An administrator enables a webhook again, is offered what it missed, sends it, and sees how far that is.</summary>
public sealed class ReplayJourneyTests(Chromium browser)
{
    private const int Missed = 40;

    [Theory]
    [InlineData(ColorScheme.Light, 1280, 900)]
    [InlineData(ColorScheme.Dark, 1280, 900)]
    [InlineData(ColorScheme.Light, 390, 844)]
    public async Task What_a_webhook_missed_while_it_was_disabled_is_offered_and_sent(ColorScheme scheme, int width, int height)
    {
        await using var receiver = await Receiver.StartAsync();
        var webhook = Guid.Empty;
        await using var app = await InProcessApp.StartAsync(async store =>
        {
            webhook = await store.CreateWebhookAsync(draft => (draft.Url, draft.Enabled, draft.Events) = (receiver.Url.ToString(), false, ["CONVERSATION_CREATED", "CONVERSATION_RATED"]));
        });
        await app.PublishAsync(Missed - 10);
        await app.PublishAsync(10, "CONVERSATION_RATED");
        await app.PublishAsync(5, "CONVERSATION_CLOSED");
        var page = await browser.OpenAsync(app.Address, options =>
        {
            options.ColorScheme = scheme;
            options.ViewportSize = new ViewportSize { Width = width, Height = height };
            options.ReducedMotion = ReducedMotion.Reduce;
        });
        var screens = new AdminScreens(page);
        await screens.SignInAsync();
        await screens.OpenAsync($"{AdminScreens.Overview}/{webhook}");

        // While it is disabled, what it missed can only be counted.
        await page.GetByTestId("missed-events-view").ClickAsync();
        await Assertions.Expect(page.GetByTestId("replay-count")).ToHaveTextAsync("40 events will be sent.");
        await Assertions.Expect(page.GetByTestId("replay-not-enabled")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByTestId("replay-confirm")).ToBeDisabledAsync();
        await page.GetByTestId("replay-cancel").ClickAsync();
        await CheckScreenAsync("replay-disabled");

        await page.GetByTestId("disabled-enable").ClickAsync();
        await Assertions.Expect(page.GetByTestId("missed-offer-send")).ToHaveTextAsync("Send 40 events");
        await CheckScreenAsync("replay-offer");
        await page.GetByTestId("missed-events-view").ClickAsync();
        await Assertions.Expect(page.GetByTestId("replay-confirm")).ToHaveTextAsync("Send 40 events");
        await Assertions.Expect(page.GetByTestId("replay-count-CONVERSATION_CLOSED")).ToHaveTextAsync("5");
        await page.GetByTestId("replay-rate").FillAsync("4");
        await page.GetByTestId("replay-rate").BlurAsync();
        await CheckScreenAsync("replay-dialog");
        await page.GetByTestId("replay-confirm").ClickAsync();

        await Assertions.Expect(page.GetByTestId("bulk-progress")).ToContainTextAsync("of 40 sent");
        await Assertions.Expect(page.GetByTestId("missed-offer")).ToHaveCountAsync(0);
        await page.GetByTestId("bulk-pause").ClickAsync();
        await Assertions.Expect(page.GetByTestId("bulk-resume")).ToBeVisibleAsync();
        await CheckScreenAsync("replay-paused");

        // It is seen again after navigation.
        await page.GotoAsync($"{AdminScreens.Overview}/{webhook}/deliveries");
        await page.GetByTestId("bulk-resume").ClickAsync();
        await Assertions.Expect(page.GetByTestId("bulk-action")).ToHaveAttributeAsync("data-state", "Completed");
        await Assertions.Expect(page.GetByTestId("bulk-progress")).ToHaveTextAsync("40 of 40 sent");
        await receiver.ReceivesAsync(Missed);
        await Assertions.Expect(page.GetByTestId("delivery-replayed").First).ToBeVisibleAsync();
        await CheckScreenAsync("replay-deliveries");
        await page.GetByTestId("delivery-link").First.ClickAsync();
        await Assertions.Expect(page.GetByTestId("event-id")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByTestId("delivery-replayed")).ToHaveCountAsync(1);
        Assert.Equal(Missed, await app.CountAsync("deliveries WHERE replay_id IS NOT NULL AND state = 1"));

        // The event that the webhook does not subscribe to is offered on its own page, alone.
        var closed = (await app.ReadAsync("SELECT event_id FROM events WHERE event_type = 'CONVERSATION_CLOSED' ORDER BY id LIMIT 1", row => new Guid((byte[])row[0], bigEndian: true)))[0];
        await screens.OpenAsync($"/settings/integrations/events/{closed}");
        await CheckScreenAsync("replay-event");
        await page.GetByTestId("not-sent-replay").ClickAsync();
        await Assertions.Expect(page.GetByTestId("replay-count")).ToHaveTextAsync("1 event will be sent.");
        await Assertions.Expect(page.GetByTestId("replay-range")).ToHaveCountAsync(0);
        await page.GetByTestId("replay-cancel").ClickAsync();
        await page.Context.CloseAsync();

        async Task CheckScreenAsync(string name)
        {
            // A message that fades has little contrast.
            await Assertions.Expect(page.Locator(".mud-snackbar")).ToHaveCountAsync(0);
            await Screenshots.TakeAsync(page, $"{name}-{(width > 600 ? "desktop" : "phone")}-{scheme}");
            var findings = (await page.RunAxe()).Violations.Select(violation => $"{name}: {violation.Id}: {violation.Help}: {violation.Nodes[0].Html}").ToList();
            Assert.True(findings.Count == 0, string.Join("\n", findings));
        }
    }
}
