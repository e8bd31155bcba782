using Dixa.Webhooks.Admin.Support;
using Microsoft.Playwright;

namespace Dixa.Webhooks.Admin.Journeys.Browser;

/// <summary>Support works through deliveries on a wide window without leaving the list.</summary>
public sealed class WorkbenchJourneyTests(Chromium browser)
{
    [Fact]
    public async Task Deliveries_are_read_copied_searched_compared_and_sent_again_next_to_the_list()
    {
        await using var receiver = await Receiver.StartAsync();
        receiver.Next(new Answer(500, """{"error":"down","try":1}"""), new Answer(503, """{"error":"down","try":2}"""));
        var webhook = Guid.Empty;
        await using var app = await InProcessApp.StartAsync(
            async store => webhook = await store.CreateWebhookAsync(draft => draft.Url = receiver.Url.ToString()), ("Dispatch:MaxAttempts", "2"), ("Dispatch:RetryDelay", "00:00:01"));
        await app.PublishAsync(Publishing.Event());
        await app.SettlesAsync(Eventually.Deadline);
        await app.PublishAsync(Publishing.Event("CONVERSATION_RATED"));
        await app.SettlesAsync(Eventually.Deadline);
        var page = await browser.OpenAsync(app.Address, options =>
        {
            options.ViewportSize = new ViewportSize { Width = 1600, Height = 900 };
            options.Permissions = ["clipboard-read", "clipboard-write"];
            options.ReducedMotion = ReducedMotion.Reduce;
        });
        var screens = new AdminScreens(page);
        await screens.SignInAsync();
        await screens.OpenAsync("/settings/integrations/deliveries");
        await Assertions.Expect(page.GetByTestId("found-row")).ToHaveCountAsync(2);
        await page.GetByTestId("find-box").BlurAsync();

        // The keys move, open and copy.
        await page.Keyboard.PressAsync("j");
        await Assertions.Expect(page.GetByTestId("found-delivery").Nth(0)).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("j");
        await Assertions.Expect(page.GetByTestId("found-delivery").Nth(1)).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("k");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync($"**/deliveries?open={webhook}.2");
        await Assertions.Expect(page.GetByTestId("pane")).ToContainTextAsync("CONVERSATION_RATED");
        await page.Keyboard.PressAsync("j");
        await page.WaitForURLAsync($"**/deliveries?open={webhook}.1");
        var pane = page.GetByTestId("pane");
        await Assertions.Expect(pane).ToContainTextAsync("CONVERSATION_CREATED");
        await Assertions.Expect(page.Locator("tr[aria-current]")).ToContainTextAsync("CONVERSATION_CREATED");
        await page.Keyboard.PressAsync("c");
        await Assertions.Expect(page.GetByText("Copied", new() { Exact = true })).ToBeVisibleAsync();
        Assert.Contains("\"csid\"", await page.EvaluateAsync<string>("navigator.clipboard.readText()"), StringComparison.Ordinal);

        // The request line, and a search in the payload.
        await Assertions.Expect(pane.GetByTestId("attempt-2").GetByTestId("request-line")).ToHaveTextAsync($"POST {receiver.Url}");
        await pane.GetByTestId("find-text").FillAsync("conversation");
        await Assertions.Expect(pane.GetByTestId("find-text-count")).ToContainTextAsync("1 of ");
        await pane.GetByTestId("find-text").PressAsync("Enter");
        await Assertions.Expect(pane.GetByTestId("find-text-count")).ToContainTextAsync("2 of ");
        await pane.GetByTestId("find-text").PressAsync("Shift+Enter");
        await Assertions.Expect(pane.GetByTestId("find-text-count")).ToContainTextAsync("1 of ");
        await pane.GetByTestId("find-text").FillAsync("no such text");
        await Assertions.Expect(pane.GetByTestId("find-text-count")).ToHaveTextAsync("No match");
        var findings = new List<string>(await ScreenCheck.FindingsAsync(page, "workbench"));

        // What differs between the attempts.
        await pane.GetByTestId("compare").ClickAsync();
        await Assertions.Expect(pane.GetByTestId("compare-lines")).ToContainTextAsync("−Status: 500");
        await Assertions.Expect(pane.GetByTestId("compare-lines")).ToContainTextAsync("+  \"try\": 2");
        findings.AddRange(await ScreenCheck.FindingsAsync(page, "workbench-compare"));

        // Escape closes, a click on a row opens, and r resends.
        await page.Mouse.ClickAsync(5, 400);
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(pane).ToHaveCountAsync(0);
        await page.GetByTestId("found-outcome").Nth(1).ClickAsync();
        await Assertions.Expect(pane).ToContainTextAsync("CONVERSATION_CREATED");
        await Assertions.Expect(pane.GetByTestId("resend")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("r");
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Resend", Exact = true }).ClickAsync();
        await Assertions.Expect(pane.GetByTestId("sent-again")).ToBeVisibleAsync();

        // On a smaller window the same row opens a page.
        await page.SetViewportSizeAsync(1280, 900);
        await Assertions.Expect(pane).ToBeHiddenAsync();
        await page.GetByTestId("found-outcome").Nth(0).ClickAsync();
        await page.WaitForURLAsync($"**/{webhook}/deliveries/*");
        Assert.True(findings.Count == 0, string.Join("\n", findings));
    }

    [Fact]
    public async Task A_delivery_is_changed_and_sent_as_a_test_and_what_was_typed_is_kept()
    {
        await using var receiver = await Receiver.StartAsync();
        var webhook = Guid.Empty;
        await using var app = await InProcessApp.StartAsync(async store => webhook = await store.CreateWebhookAsync(draft => draft.Url = receiver.Url.ToString()));
        await app.PublishAsync(Publishing.Event(data: SampleData.With("\"mine\":\"Zo\\u00eb\"")));
        await app.SettlesAsync(Eventually.Deadline);
        var page = await browser.OpenAsync(app.Address);
        var screens = new AdminScreens(page);
        await screens.SignInAsync();
        await screens.OpenAsync($"{AdminScreens.Overview}/{webhook}/deliveries/1");

        await page.GetByTestId("test-with-changes").ClickAsync();
        await Assertions.Expect(page.GetByTestId("test-template")).ToContainTextAsync("delivery 1");
        var data = page.GetByTestId("test-data");
        Assert.Contains("\"mine\": \"Zoë\"", await data.InputValueAsync(), StringComparison.Ordinal);
        await data.FillAsync((await data.InputValueAsync()).Replace("Zoë", "Ylva", StringComparison.Ordinal));
        await Eventually.BecomesTrueAsync(() => page.EvaluateAsync<bool>("() => Object.values(sessionStorage).some(value => value.includes('Ylva'))"), "the draft is stored");
        await page.EvaluateAsync("() => dixaScreens.leaveWithoutAsking()");
        await page.ReloadAsync();
        await Assertions.Expect(page.GetByTestId("draft-restored")).ToBeVisibleAsync();
        await page.GetByTestId("test-send").ClickAsync();

        await Assertions.Expect(page.GetByTestId("test-status")).ToHaveTextAsync("Success (200)");
        Assert.Contains("\"mine\": \"Ylva\"", receiver.Requests[^1].Text, StringComparison.Ordinal);
        Assert.NotEqual(receiver.Requests[0].Text, receiver.Requests[^1].Text);
    }
}
