using System.Text.RegularExpressions;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Support;
using Microsoft.Playwright;

namespace Dixa.Webhooks.Admin.Journeys.Browser;

/// <summary>An administrator sends test events and sees the request and the response.</summary>
public sealed partial class TestSendJourneyTests(Chromium browser)
{
    [Fact]
    public async Task A_test_is_sent_from_the_overview_and_from_a_disabled_webhooks_page()
    {
        await using var receiver = await Receiver.StartAsync();
        receiver.Behavior = new Answer(418, "short and stout");
        var webhook = Guid.Empty;
        await using var app = await InProcessApp.StartAsync(async store =>
        {
            webhook = await store.CreateWebhookAsync(draft =>
            {
                draft.Url = receiver.Url.ToString();
                draft.Headers.Add(new() { Name = "X-Api-Key", Value = "k3y-of-theirs" });
            });
            receiver.Secret = (await store.WebhookAsync(webhook)).Secret.Reveal();
        });
        var page = await browser.OpenAsync(app.Address);
        await new AdminScreens(page).SignInAsync();

        await page.GetByTestId("webhook-menu").ClickAsync();
        await page.GetByTestId("webhook-test").ClickAsync();
        await page.GetByTestId("test-event").SelectOptionAsync("CONVERSATION_RATED");
        await Assertions.Expect(page.GetByTestId("test-data")).ToHaveValueAsync(ScoreOfFive());
        await ClearAsync(page.GetByTestId("test-data"));
        await Assertions.Expect(page.GetByTestId("test-verdict")).ToContainTextAsync("The data is empty.");
        await page.GetByTestId("test-send").ClickAsync();
        await Assertions.Expect(page.GetByTestId("test-data")).ToBeFocusedAsync();
        await page.GetByTestId("test-event").SelectOptionAsync("CONVERSATION_CLOSED");
        await Assertions.Expect(page.GetByTestId("test-verdict")).ToContainTextAsync("The event's sample data");
        await page.GetByTestId("test-event").SelectOptionAsync("CONVERSATION_RATED");

        // The input for this event is restored before anything else is typed.
        await Assertions.Expect(page.GetByTestId("test-verdict")).ToContainTextAsync("The data is empty.");
        await page.GetByTestId("test-data").FillAsync("{ \"score\": 5, }");
        await Assertions.Expect(page.GetByTestId("test-verdict")).ToContainTextAsync("The data is not valid JSON at line 1");
        await page.GetByTestId("test-data").FillAsync("{ \"score\": 1.0e0, \"ü\": \"Größe\" }");
        await Assertions.Expect(page.GetByTestId("test-verdict")).ToContainTextAsync("Valid JSON");
        await page.GetByTestId("test-send").ClickAsync();

        await Assertions.Expect(page.GetByTestId("test-status")).ToHaveTextAsync("Failed (418)");
        await Assertions.Expect(page.GetByTestId("attempt-hint")).ToContainTextAsync("did not accept the request");
        await Assertions.Expect(page.GetByTestId("request-headers")).ToContainTextAsync($"X-Api-Key{Mask.Text}");
        await Assertions.Expect(page.GetByTestId("response-headers")).ToContainTextAsync("Date");
        await Assertions.Expect(page.GetByTestId("response-body")).ToHaveTextAsync("short and stout");
        await page.GetByTestId("payload-toggle-raw").ClickAsync();
        var request = Assert.Single(receiver.Requests);
        await Assertions.Expect(page.GetByTestId("payload-raw")).ToHaveTextAsync(request.Text);
        Assert.Equal(SignatureVerdict.Valid, request.Verdict);
        Assert.EndsWith("\"data\":{ \"score\": 1.0e0, \"ü\": \"Größe\" }}", request.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("k3y-of-theirs", await page.ContentAsync(), StringComparison.Ordinal);

        await page.GetByTestId("test-history").ClickAsync();
        await Assertions.Expect(page.GetByTestId("delivery-row")).ToHaveCountAsync(1);
        await Assertions.Expect(page.GetByTestId("delivery-test")).ToBeVisibleAsync();

        await page.GotoAsync(AdminScreens.Overview);
        await page.GetByTestId("webhook-enabled").ClickAsync();
        await Assertions.Expect(page.GetByText("CRM updates was disabled.")).ToBeVisibleAsync();
        await page.GetByTestId("webhook-view").ClickAsync();
        await page.GetByTestId("send-test").ClickAsync();
        await Assertions.Expect(page.GetByTestId("test-disabled")).ToBeVisibleAsync();
        receiver.Behavior = new Answer(200);
        await page.GetByTestId("test-send").ClickAsync();
        await Assertions.Expect(page.GetByTestId("test-status")).ToHaveTextAsync("Success (200)");
        Assert.Equal(2, receiver.Requests.Count);

        await page.GotoAsync($"{AdminScreens.Overview}/{webhook}");
        await Assertions.Expect(page.GetByTestId("event-status-CONVERSATION_RATED")).ToHaveAttributeAsync("data-light", "not-emitted");
        await Assertions.Expect(page.GetByTestId("enabled-pill").First).ToHaveTextAsync("Disabled");
    }

    [Fact]
    public async Task Choosing_another_event_before_the_script_has_loaded_shows_that_event()
    {
        var webhook = Guid.Empty;
        await using var app = await InProcessApp.StartAsync(async store => webhook = await store.CreateWebhookAsync());
        var page = await browser.OpenAsync(app.Address);
        await new AdminScreens(page).SignInAsync();
        var scriptGate = new TaskCompletionSource();
        await page.RouteAsync("**/DataEditor.razor*.js", async route =>
        {
            await scriptGate.Task;
            await route.ContinueAsync();
        });
        await page.GotoAsync($"{AdminScreens.Overview}/{webhook}/test");

        await page.GetByTestId("test-event").SelectOptionAsync("CONVERSATION_CLOSED");
        await page.GetByTestId("test-event").SelectOptionAsync("CONVERSATION_RATED");
        scriptGate.SetResult();

        await Assertions.Expect(page.GetByTestId("test-data")).ToHaveValueAsync(ScoreOfFive());
        await page.GetByTestId("test-data").FillAsync("{");
        await Assertions.Expect(page.GetByTestId("test-verdict")).ToContainTextAsync("The data is incomplete");
    }

    [Fact]
    public async Task A_long_text_is_not_cut_and_does_not_end_the_connection()
    {
        await using var receiver = await Receiver.StartAsync();
        var webhook = Guid.Empty;
        await using var app = await InProcessApp.StartAsync(async store => webhook = await store.CreateWebhookAsync(draft => draft.Url = receiver.Url.ToString()));
        var page = await browser.OpenAsync(app.Address);
        await new AdminScreens(page).SignInAsync($"{AdminScreens.Overview}/{webhook}/test");

        await page.GetByTestId("test-data").FillAsync($$"""{"text":"{{new string('x', 1024 * 1024)}}"}""");
        await Assertions.Expect(page.GetByTestId("test-verdict")).ToContainTextAsync("The data must be at most 1,048,576 bytes (it has 1,048,587).");
        await page.GetByTestId("test-send").ClickAsync();
        await Assertions.Expect(page.GetByTestId("test-data")).ToBeFocusedAsync();

        var data = $$"""{"text":"{{new string('x', 200 * 1024)}}"}""";
        await page.GetByTestId("test-data").FillAsync(data);
        await page.GetByTestId("test-send").ClickAsync();
        await Assertions.Expect(page.GetByTestId("test-status")).ToHaveTextAsync("Success (200)");

        Assert.EndsWith($"\"data\":{data}}}", Assert.Single(receiver.Requests).Text, StringComparison.Ordinal);
    }

    private static async Task ClearAsync(ILocator field)
    {
        await field.ClickAsync();
        await field.PressAsync("Control+a");
        await field.PressAsync("Delete");
    }

    [GeneratedRegex("\"score\": 5")]
    private static partial Regex ScoreOfFive();
}
