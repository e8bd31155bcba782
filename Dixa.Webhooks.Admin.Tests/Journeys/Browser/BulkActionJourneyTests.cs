using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace Dixa.Webhooks.Admin.Journeys.Browser;

/// <summary>An administrator selects deliveries of several webhooks, resends them, pauses on the way, and finds the result later.</summary>
public sealed class BulkActionJourneyTests(Chromium browser)
{
    private const int Failed = 330;

    [Theory]
    [InlineData(1280, 900)]
    [InlineData(390, 844)]
    public async Task All_matching_deliveries_are_resent_with_a_pause_and_the_result_stays(int width, int height)
    {
        await using var receiver = await EventReceiver.StartAsync();
        receiver.Hold();
        await using var app = await InProcessApp.StartAsync(store => PrepareAsync(store, receiver.Url), ("Dispatch:RequestTimeout", "00:01:00"), ("Retention:Days", "3650"));
        var page = await browser.OpenAsync(app.Address, options =>
        {
            options.ViewportSize = new ViewportSize { Width = width, Height = height };
            options.ReducedMotion = ReducedMotion.Reduce;
        });
        var screens = new AdminScreens(page);
        await screens.SignInAsync();
        await screens.OpenAsync("/settings/integrations/deliveries?status=Failed");
        await Assertions.Expect(page.GetByTestId("found-row")).ToHaveCountAsync(25);
        List<string> findings = [];

        // On a phone the table has no head.
        await page.GetByTestId("select-row").First.CheckAsync();
        await Assertions.Expect(page.GetByTestId("selection-count")).ToHaveTextAsync("1 delivery selected");
        findings.AddRange(await ScreenCheck.FindingsAsync(page, $"bulk-selected-{width}"));
        await page.GetByTestId("select-everything").ClickAsync();
        await page.GetByTestId("bulk-resend").ClickAsync();
        await Assertions.Expect(page.GetByTestId("plan-count")).ToContainTextAsync("330 deliveries will be resent.");
        await Assertions.Expect(page.GetByTestId("plan-left-out")).ToContainTextAsync("2 deliveries of Old shop, which is disabled");
        findings.AddRange(await ScreenCheck.FindingsAsync(page, $"bulk-confirm-{width}"));
        await page.GetByTestId("plan-confirm").DblClickAsync();

        // The endpoint does not answer, so the lane is full.
        await Assertions.Expect(page.GetByTestId("bulk-progress")).ToHaveTextAsync("230 of 330 resent");
        findings.AddRange(await ScreenCheck.FindingsAsync(page, $"bulk-running-{width}"));
        await page.GetByTestId("bulk-pause").ClickAsync();
        await Assertions.Expect(page.GetByTestId("bulk-state")).ToContainTextAsync("Paused");
        receiver.Release();
        await app.SettlesAsync(TimeSpan.FromSeconds(30));

        // Seen again elsewhere, and after navigation.
        await screens.OpenAsync("/settings/integrations/deliveries/actions");
        await Assertions.Expect(page.GetByTestId("bulk-progress")).ToHaveTextAsync("230 of 330 resent");
        await page.GetByTestId("bulk-resume").ClickAsync();
        await Assertions.Expect(page.GetByTestId("bulk-state").First).ToContainTextAsync("Completed");
        await page.ReloadAsync();
        await Assertions.Expect(page.GetByTestId("bulk-result")).ToHaveTextAsync("330 of 330 resent");
        findings.AddRange(await ScreenCheck.FindingsAsync(page, $"bulk-ended-{width}"));
        await app.SettlesAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(Failed, await app.CountAsync("deliveries WHERE resend_of IS NOT NULL AND state = 1"));

        Assert.True(findings.Count == 0, string.Join("\n", findings));
        await page.Context.CloseAsync();
    }

    private static async Task PrepareAsync(TestStore store, string url)
    {
        var (crm, shop, old) = (await WebhookAsync("CRM"), await WebhookAsync("Analytics for the customer service team"), await WebhookAsync("Old shop"));
        await store.BacklogAsync(crm, Failed - 30);
        await using (var context = await store.ContextAsync())
        {
            await context.Deliveries.ExecuteUpdateAsync(delivery => delivery.SetProperty(row => row.State, DeliveryState.Failed), TestContext.Current.CancellationToken);
        }

        for (var i = 0; i < 30; i++)
        {
            await store.DeliveryAsync(shop, "CONVERSATION_RATED", DeliveryState.Failed, $$"""{"event_id":"{{Guid.NewGuid()}}"}""");
        }

        await store.DeliveryAsync(old, state: DeliveryState.Failed);
        await store.DeliveryAsync(old, state: DeliveryState.Failed);
        await store.Changes.SetEnabledAsync(Actors.Administrator, old, 1, enabled: false, TestContext.Current.CancellationToken);

        Task<Guid> WebhookAsync(string name) => store.CreateWebhookAsync(draft => (draft.Name, draft.Url) = (name, url));
    }
}
