using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Subscriptions;
using Dixa.Webhooks.Admin.Support;
using Microsoft.Playwright;

namespace Dixa.Webhooks.Admin.Journeys.Browser;

/// <summary>An administrator inspects the requests of a failed delivery and the responses of a hostile endpoint.</summary>
public sealed class AttemptsJourneyTests(Chromium browser)
{
    [Fact]
    public async Task The_attempts_of_a_delivery_are_shown_safely_and_the_next_one_appears_automatically()
    {
        var webhook = Guid.Empty;
        await using var endpoint = RawEndpoint.Saying(
            $"HTTP/1.1 500 Oops\r\nX-Markup: <b>bold</b>\r\nConnection: close\r\n\r\n<script>document.title='owned'</script>\0{new string('x', 1_000_000)}");
        await using var app = await InProcessApp.StartAsync(
            async store => webhook = await store.CreateWebhookAsync(draft =>
            {
                draft.Url = endpoint.Url;
                draft.Headers.Add(new HeaderDraft { Name = "X-Api-Key", Value = "k3y-of-theirs" });
            }),
            ("Dispatch:RetryDelay", "00:00:01"),
            ("Dispatch:MaxAttempts", "2"));
        var page = await browser.OpenAsync(app.Address);
        await new AdminScreens(page).SignInAsync();
        await page.SetViewportSizeAsync(390, 844);
        await page.GotoAsync($"{AdminScreens.Overview}/{webhook}/events/CONVERSATION_CREATED");

        await app.PublishAsync(Publishing.Event());
        await page.GetByTestId("view-delivery").ClickAsync();

        var first = page.GetByTestId("attempt-1");
        await Assertions.Expect(first).ToContainTextAsync("Attempt 1 of 2");
        await Assertions.Expect(page.GetByTestId("attempt-2")).ToContainTextAsync("Failed (500)");
        if (await first.GetAttributeAsync("open") is null)
        {
            await first.Locator("summary").ClickAsync();
        }

        await Assertions.Expect(first.GetByTestId("request-headers")).ToContainTextAsync($"X-Api-Key{Mask.Text}");
        await Assertions.Expect(first.GetByTestId("response-headers")).ToContainTextAsync("<b>bold</b>");
        await Assertions.Expect(first.GetByTestId("response-body")).ToContainTextAsync("<script>document.title='owned'</script>⟨U+0000⟩xxx");
        await Assertions.Expect(first.GetByTestId("body-cut")).ToBeVisibleAsync();
        Assert.NotEqual("owned", await page.TitleAsync());
        Assert.DoesNotContain("k3y-of-theirs", await page.ContentAsync(), StringComparison.Ordinal);
        Assert.Equal(0, await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth"));
    }
}
