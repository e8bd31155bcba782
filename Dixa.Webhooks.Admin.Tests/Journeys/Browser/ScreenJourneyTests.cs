using Dixa.Webhooks.Admin.Support;
using Microsoft.Playwright;

namespace Dixa.Webhooks.Admin.Journeys.Browser;

/// <summary>What only a real browser can check: the clipboard, readability, layout.</summary>
public sealed class ScreenJourneyTests(Chromium browser)
{
    [Fact]
    public async Task Copy_puts_the_secret_and_the_payload_on_the_clipboard()
    {
        await using var receiver = await Receiver.StartAsync();
        var (webhook, secret) = (Guid.Empty, "");
        await using var app = await InProcessApp.StartAsync(async store =>
        {
            webhook = await store.CreateWebhookAsync(draft => draft.Url = receiver.Url.ToString());
            secret = (await store.WebhookAsync(webhook)).Secret.Reveal();
        });
        await app.PublishAsync(Publishing.Event(data: SampleData.With("""
            "n":1.0e5,"naïve":"\u00e9"
            """)));
        await receiver.ReceivesAsync(1);
        var page = await browser.OpenAsync(app.Address, options => options.Permissions = ["clipboard-read", "clipboard-write"]);
        await new AdminScreens(page).SignInAsync($"{AdminScreens.Overview}/{webhook}");
        await page.GetByTestId("secret-copy").ClickAsync();
        await Assertions.Expect(page.GetByText("Copied", new() { Exact = true })).ToBeVisibleAsync();
        Assert.Equal(secret, await ClipboardAsync(page));

        await page.GotoAsync($"{AdminScreens.Overview}/{webhook}/events/CONVERSATION_CREATED");
        await page.GetByTestId("view-payload").ClickAsync();
        await page.GetByTestId("payload-toggle-raw").ClickAsync();
        await page.GetByTestId("payload-copy").ClickAsync();
        await Assertions.Expect(page.GetByText("Copied", new() { Exact = true })).ToBeVisibleAsync();
        Assert.Equal(receiver.Requests[0].Text, await ClipboardAsync(page));
    }

    [Fact]
    public async Task The_status_says_that_a_redirect_is_not_followed_and_why_an_attempt_failed()
    {
        await using var receiver = await Receiver.StartAsync();
        var webhook = Guid.Empty;
        await using var app = await InProcessApp.StartAsync(async store => webhook = await store.CreateWebhookAsync(draft => draft.Url = receiver.Url.ToString()));

        // Closes twice: a request on a reused connection that is lost is sent once more on a new one.
        receiver.Next(new RedirectTo(new Uri("https://example.com/")), new CloseConnection(), new CloseConnection());
        await app.PublishAsync(Publishing.Event("CONVERSATION_CREATED"));
        await receiver.ReceivesAsync(1);
        await app.PublishAsync(Publishing.Event("CONVERSATION_RATED"));
        await app.RecordsAsync(2);
        var page = await browser.OpenAsync(app.Address);
        await new AdminScreens(page).SignInAsync($"{AdminScreens.Overview}/{webhook}");
        await ExpectReadableAsync(page.GetByTestId("event-row-CONVERSATION_CREATED").GetByTestId("pill-note"), "never followed");
        await ExpectReadableAsync(page.GetByTestId("event-row-CONVERSATION_RATED").GetByTestId("pill-note"), "closed the connection");
        await page.GetByTestId("event-view-CONVERSATION_CREATED").ClickAsync();

        // In a list, the reason is in the tooltip, and screen readers have it as text.
        await Assertions.Expect(page.GetByTestId("delivery-row").GetByTestId("pill-note")).ToContainTextAsync("never followed");
        await Assertions.Expect(page.GetByTestId("delivery-row").GetByTestId("delivery-status")).ToHaveAttributeAsync("title", new System.Text.RegularExpressions.Regex("never followed"));
    }

    [Fact]
    public async Task A_screen_reader_announces_the_error_of_a_field()
    {
        await using var app = await InProcessApp.StartAsync();
        var page = await browser.OpenAsync(app.Address);
        await new AdminScreens(page).SignInAsync($"{AdminScreens.Overview}/new");

        await page.GetByTestId("save-webhook").ClickAsync();

        await Assertions.Expect(page.GetByTestId("field-name")).ToHaveAccessibleDescriptionAsync("Enter a name, for example CRM updates.");
        await Assertions.Expect(page.GetByTestId("events-search")).ToHaveAccessibleDescriptionAsync("Choose at least one event.");
    }

    [Theory]
    [InlineData(390)]
    [InlineData(768)]
    [InlineData(1280)]
    public async Task URLs_and_event_ids_fit_at_any_width(int width)
    {
        await using var receiver = await Receiver.StartAsync();
        var webhook = Guid.Empty;
        await using var app = await InProcessApp.StartAsync(async store => webhook = await store.CreateWebhookAsync(draft => draft.Url = receiver.Url.ToString()));
        await app.PublishAsync(Publishing.Event());
        await app.RecordsAsync(1);
        var page = await browser.OpenAsync(app.Address, options => options.ViewportSize = new ViewportSize { Width = width, Height = 900 });
        var screens = new AdminScreens(page);
        await screens.SignInAsync();

        await screens.OpenAsync(AdminScreens.Overview);
        await Assertions.Expect(page.GetByTestId("webhook-row")).ToBeVisibleAsync();
        Assert.True((await page.GetByTitle(receiver.Url.ToString()).BoundingBoxAsync())!.Width > 120);
        await screens.OpenAsync($"{AdminScreens.Overview}/{webhook}/events/CONVERSATION_CREATED");
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= window.innerWidth"), "The list must not scroll horizontally.");
        await page.GetByTestId("view-delivery").ClickAsync();
        await Assertions.Expect(page.GetByTestId("event-id")).ToBeVisibleAsync();
        var id = await page.GetByTestId("event-id").BoundingBoxAsync();
        Assert.InRange(id!.Height, 10, 30);
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= window.innerWidth"), "The page must not scroll horizontally.");
    }

    private static async Task ExpectReadableAsync(ILocator text, string words)
    {
        await Assertions.Expect(text).ToContainTextAsync(words);
        var box = await text.BoundingBoxAsync();
        Assert.True(box is { Width: > 100, Height: > 12 }, $"The text must be wider than 100 and higher than 12 pixels; it is {box?.Width} by {box?.Height}.");
    }

    private static Task<string> ClipboardAsync(IPage page) => page.EvaluateAsync<string>("navigator.clipboard.readText()");
}
