using System.Text.RegularExpressions;
using Dixa.Webhooks.Admin.Support;
using Microsoft.Playwright;

namespace Dixa.Webhooks.Admin.Journeys.Browser;

/// <summary>An administrator finds a failed delivery, sees the reason, and resends it.</summary>
public sealed partial class HistoryJourneyTests(Chromium browser)
{
    [Fact]
    public async Task A_failed_delivery_is_found_inspected_and_resent()
    {
        await using var receiver = await Receiver.StartAsync();
        receiver.Behavior = new Answer(500, "out of order");
        var webhook = Guid.Empty;
        await using var app = await InProcessApp.StartAsync(
            async store => webhook = await store.CreateWebhookAsync(draft =>
            {
                draft.Url = receiver.Url.ToString();
                draft.Headers.Add(new() { Name = "X-Api-Key", Value = "k3y-of-theirs" });
            }),
            ("Dispatch:MaxAttempts", "1"));
        await app.PublishAsync(Publishing.Event(data: SampleData.With("""
            "n":1.0e5,"naïve":"it's \u00e9"
            """)));
        await app.SettlesAsync(Eventually.Deadline);
        receiver.Behavior = new Answer(200);
        var page = await browser.OpenAsync(app.Address, options => options.Permissions = ["clipboard-read", "clipboard-write"]);
        await new AdminScreens(page).SignInAsync($"{AdminScreens.Overview}/{webhook}");
        await page.GetByTestId("tab-deliveries").ClickAsync();

        // Filter without a match, then clear the filters.
        await page.GetByTestId("filter-status").SelectOptionAsync("Cancelled");
        await Assertions.Expect(page.GetByTestId("no-match")).ToBeVisibleAsync();
        await page.WaitForURLAsync("**/deliveries?status=Cancelled");
        await page.ReloadAsync();
        await Assertions.Expect(page.GetByTestId("filter-status")).ToHaveValueAsync("Cancelled");
        await page.GetByTestId("clear-filters").ClickAsync();
        await Assertions.Expect(page.GetByTestId("delivery-row")).ToHaveCountAsync(1);
        await Assertions.Expect(page.GetByTestId("filter-status")).ToHaveValueAsync("");
        await page.GetByTestId("filter-search").FillAsync("nonsense");
        await page.GetByTestId("filter-search").PressAsync("Enter");
        await Assertions.Expect(page.GetByTestId("filter-search")).ToHaveAccessibleDescriptionAsync(NoId());
        await page.GetByTestId("filter-search").FillAsync("1");
        await page.GetByTestId("filter-search").PressAsync("Enter");
        await page.WaitForURLAsync("**/deliveries?q=1");

        // Open the delivery, its attempt and its payload.
        await page.GetByTestId("delivery-link").ClickAsync();
        await page.WaitForURLAsync($"**/{webhook}/deliveries/1");
        var attempt = page.GetByTestId("attempt-1");
        await Assertions.Expect(attempt).ToContainTextAsync("Attempt 1 of 1");
        await Assertions.Expect(attempt.GetByTestId("attempt-status")).ToHaveTextAsync("Failed (500)");
        await Assertions.Expect(attempt.GetByTestId("attempt-hint")).ToContainTextAsync("Check its logs");
        await Assertions.Expect(attempt.GetByTestId("response-body")).ToHaveTextAsync("out of order");
        var sent = Assert.Single(receiver.Requests);
        await attempt.GetByTestId("copy-curl").ClickAsync();
        await Assertions.Expect(page.GetByText("Copied", new() { Exact = true })).ToBeVisibleAsync();
        var command = await page.EvaluateAsync<string>("navigator.clipboard.readText()");
        Assert.StartsWith($"curl -X POST '{receiver.Url}'", command, StringComparison.Ordinal);
        Assert.Contains("-H 'X-Api-Key: <X-Api-Key>'", command, StringComparison.Ordinal);
        Assert.EndsWith($"--data-raw '{sent.Text.Replace("'", "'\\''", StringComparison.Ordinal)}'", command, StringComparison.Ordinal);
        Assert.DoesNotContain("k3y-of-theirs", command + await page.ContentAsync(), StringComparison.Ordinal);

        var line = page.GetByTestId("payload-formatted").GetByText("\"n\": 1.0e5");
        await Assertions.Expect(line).ToBeVisibleAsync();
        await page.GetByTestId("payload-formatted").GetByText("\"data\": {").ClickAsync();
        await Assertions.Expect(line).ToBeHiddenAsync();
        await page.GetByTestId("payload-toggle-raw").ClickAsync();
        await Assertions.Expect(page.GetByTestId("payload-raw")).ToHaveTextAsync(sent.Text);
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByTestId("payload-download").ClickAsync());
        var eventId = await page.GetByTestId("event-id").TextContentAsync();
        Assert.Equal($"{eventId}.json", download.SuggestedFilename);
        Assert.Equal(sent.Body, await File.ReadAllBytesAsync(await download.PathAsync(), TestContext.Current.CancellationToken));

        // Resend it; this time it succeeds.
        await page.GetByTestId("resend").ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Resend", Exact = true }).ClickAsync();
        await page.GetByTestId("sent-again").ClickAsync();
        await page.WaitForURLAsync($"**/{webhook}/deliveries/2");
        await Assertions.Expect(page.GetByTestId("delivery-state")).ToHaveAttributeAsync("data-state", "delivered");
        await Assertions.Expect(page.GetByTestId("resend-of")).ToHaveTextAsync("delivery 1");
        await Assertions.Expect(page.GetByTestId("attempt-1").GetByTestId("attempt-status")).ToHaveTextAsync("Success (200)");
        Assert.Equal(sent.Text, receiver.Requests[^1].Text);
    }

    [Fact]
    public async Task Failed_deliveries_are_counted_resent_and_then_listed_as_delivered()
    {
        await using var receiver = await Receiver.StartAsync();
        receiver.Behavior = new Answer(500);
        var webhook = Guid.Empty;
        await using var app = await InProcessApp.StartAsync(
            async store => webhook = await store.CreateWebhookAsync(draft => draft.Url = receiver.Url.ToString()),
            ("Dispatch:MaxAttempts", "1"));
        await app.PublishAsync($"[{Publishing.Event()},{Publishing.Event("CONVERSATION_RATED")},{Publishing.Event("CONVERSATION_RATED")}]");
        await app.SettlesAsync(Eventually.Deadline);
        receiver.Behavior = new Answer(200);
        var page = await browser.OpenAsync(app.Address);
        await new AdminScreens(page).SignInAsync($"{AdminScreens.Overview}/{webhook}/deliveries?event=CONVERSATION_RATED&status=Failed");

        await page.GetByTestId("resend-failed").ClickAsync();
        await Assertions.Expect(page.GetByTestId("resend-only")).ToContainTextAsync("CONVERSATION_RATED");
        await Assertions.Expect(page.GetByTestId("resend-count")).ToContainTextAsync("2 deliveries");
        await page.GetByTestId("resend-confirm").ClickAsync();
        await Assertions.Expect(page.GetByTestId("resend-result")).ToHaveTextAsync("2 deliveries resent.");
        await page.GetByTestId("resend-pending").ClickAsync();

        await page.WaitForURLAsync("**/deliveries?status=Pending&event=CONVERSATION_RATED");
        await Assertions.Expect(page.GetByTestId("resend-result")).ToHaveCountAsync(0);
        await page.GetByTestId("filter-status").SelectOptionAsync("Delivered");
        await Assertions.Expect(page.GetByTestId("delivery-row")).ToHaveCountAsync(2);
        Assert.Equal(5, receiver.Requests.Count);
    }

    [Fact]
    public async Task The_list_updates_live_until_live_updates_are_turned_off()
    {
        await using var receiver = await Receiver.StartAsync();
        var webhook = Guid.Empty;
        await using var app = await InProcessApp.StartAsync(async store => webhook = await store.CreateWebhookAsync(draft => draft.Url = receiver.Url.ToString()));
        var page = await browser.OpenAsync(app.Address, options => options.ViewportSize = new ViewportSize { Width = 390, Height = 844 });
        await new AdminScreens(page).SignInAsync($"{AdminScreens.Overview}/{webhook}/deliveries");
        await Assertions.Expect(page.GetByTestId("empty")).ToBeVisibleAsync();

        await app.PublishAsync(Publishing.Event());
        await Assertions.Expect(page.GetByTestId("delivery-state")).ToHaveAttributeAsync("data-state", "delivered");

        await page.GetByLabel("Live", new() { Exact = true }).ClickAsync();
        await page.WaitForURLAsync("**/deliveries?live=off");
        await app.PublishAsync($"[{Publishing.Event()},{Publishing.Event()}]");
        await Assertions.Expect(page.GetByTestId("news")).ToHaveTextAsync("2 new deliveries");
        await Assertions.Expect(page.GetByTestId("delivery-row")).ToHaveCountAsync(1);
        await page.GetByTestId("show-news").ClickAsync();
        await Assertions.Expect(page.GetByTestId("delivery-row")).ToHaveCountAsync(3);
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= window.innerWidth"), "The page must not scroll horizontally.");
    }

    [GeneratedRegex("^This isn't an event ID")]
    private static partial Regex NoId();
}
