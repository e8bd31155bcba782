using Dixa.Webhooks.Admin.Domain.Events;
using Dixa.Webhooks.Admin.Support;
using Microsoft.Playwright;

namespace Dixa.Webhooks.Admin.Journeys.Browser;

/// <summary>An administrator looks up an event type before subscribing to it.</summary>
public sealed class CatalogueJourneyTests(Chromium browser)
{
    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task An_event_type_is_found_by_a_field_opened_copied_and_subscribed_to(int width)
    {
        var webhook = Guid.Empty;
        await using var app = await InProcessApp.StartAsync(async store => webhook = await store.CreateWebhookAsync(draft => draft.Events = ["CONVERSATION_CLOSED"]));
        var page = await browser.OpenAsync(app.Address, options =>
        {
            options.Permissions = ["clipboard-read", "clipboard-write"];
            options.ViewportSize = new ViewportSize { Width = width, Height = 900 };
        });
        await new AdminScreens(page).SignInAsync();

        await page.GetByTestId("tab-event-catalogue").ClickAsync();
        await page.GetByTestId("catalogue-search").FillAsync("score");
        await Assertions.Expect(page.GetByTestId("catalogue-count")).ToHaveTextAsync($"1 of {EventCatalogue.All.Count} events");
        await page.WaitForURLAsync("**/event-catalogue?q=score");
        await page.GetByTestId("catalogue-event-CONVERSATION_RATED").ClickAsync();
        await page.WaitForURLAsync("**/event-catalogue/CONVERSATION_RATED?q=score");
        await Assertions.Expect(page.GetByTestId("catalogue-title")).ToBeFocusedAsync();
        await Assertions.Expect(page.GetByTestId("field-score")).ToContainTextAsync("integer");
        await Assertions.Expect(page.GetByTestId("field-conversation.requester.email")).ToHaveCountAsync(0);
        await page.GetByTestId("fold-conversation.requester").ClickAsync();
        await Assertions.Expect(page.GetByTestId("field-conversation.requester.email")).ToBeVisibleAsync();
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= window.innerWidth"), "The page must not scroll horizontally.");

        var sample = page.GetByTestId("catalogue-sample");
        await sample.GetByTestId("sample-data").ClickAsync();
        await sample.GetByTestId("payload-copy").ClickAsync();
        await Assertions.Expect(page.GetByText("Copied", new() { Exact = true })).ToBeVisibleAsync();
        Assert.StartsWith("{\n  \"conversation\": {", await page.EvaluateAsync<string>("navigator.clipboard.readText()"), StringComparison.Ordinal);

        await page.GetByTestId("subscribe").ClickAsync();
        await page.GetByTestId("subscribe-webhook").ClickAsync();
        await Assertions.Expect(page.GetByTestId("event-option-CONVERSATION_RATED")).ToBeCheckedAsync();
        await page.GetByTestId("save-webhook").ClickAsync();
        await page.WaitForURLAsync($"**/webhooks/{webhook}");

        await page.GotoAsync("/settings/integrations/event-catalogue/CONVERSATION_RATED?q=zebra");
        await Assertions.Expect(page.GetByTestId("subscriber")).ToContainTextAsync("CRM updates");
        await page.GotoAsync($"/settings/integrations/event-catalogue?q={new string('z', 300)}");
        await Assertions.Expect(page.GetByTestId("catalogue-none")).ToBeVisibleAsync();
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= window.innerWidth"), "The page must not scroll horizontally.");
        await page.GetByTestId("catalogue-clear").ClickAsync();
        await Assertions.Expect(page.GetByTestId("catalogue-count")).ToHaveTextAsync($"{EventCatalogue.All.Count} events");
    }
}
