using System.Text;
using AngleSharp.Dom;
using Bunit;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Events;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace Dixa.Webhooks.Admin.Components.Search;

public sealed class PayloadSearchPageTests : ComponentTest
{
    private const string Path = "/settings/integrations/deliveries/payloads";

    private NavigationManager Navigation => Services.GetRequiredService<NavigationManager>();

    [Fact]
    public async Task A_search_in_the_URL_starts_at_once()
    {
        await FillAsync(60, "A refund");
        await FillAsync(3, "Hello");

        var page = Open("?q=REFUND");

        Assert.Equal(50, page.FindAll(ById("timeline-event")).Count);
        Assert.StartsWith("Searched: 53 payloads, 50 matches, back to", Status(page), StringComparison.Ordinal);
        await page.Find(ById("payload-search-continue")).ClickAsync();
        page.WaitForAssertion(() => Assert.Equal("Searched: 63 payloads, 60 matches", Status(page)));
        Assert.Equal(60, page.FindAll(ById("timeline-event")).Count);
        Assert.Empty(page.FindAll(ById("payload-search-continue")));
    }

    [Fact]
    public async Task The_form_puts_the_search_into_the_URL_and_starts_in_the_last_day()
    {
        await FillAsync(1, "A refund");
        var page = Open();
        Assert.Equal("24h", page.Find(ById("payload-search-range")).GetAttribute("value"));
        Assert.Empty(page.FindAll(ById("payload-search-status")));

        await page.Find(ById("payload-search-text")).ChangeAsync(new ChangeEventArgs { Value = " refund " });
        await page.Find(ById("payload-search-form")).SubmitAsync();

        page.WaitForAssertion(() => Assert.EndsWith($"{Path}?q=refund&range=24h", Navigation.Uri, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_a_match_it_says_so()
    {
        await FillAsync(2, "Hello");

        var page = Open("?q=refund&event=CONVERSATION_CREATED");

        Assert.Equal("Searched: 2 payloads, 0 matches", Status(page));
        Assert.Equal("No payload has this text", page.Find($"{ById("no-match")} h2").TextContent);
    }

    [Theory]
    [InlineData("?q=ab", "Text must have 3 to 300 characters.")]
    [InlineData("?q=refund&event=NOTHING", "Event is not valid. Choose one from the list.")]
    [InlineData("?q=refund&range=custom&from=2026-03-02T00:00Z&to=2026-03-01T00:00Z", "To must be later than From.")]
    public void An_invalid_field_has_a_message(string query, string message)
    {
        var page = Open(query);

        Assert.Equal(message, page.Find("[role=alert]").TextContent.Trim());
        Assert.Empty(page.FindAll(ById("payload-search-status")));
    }

    [Fact]
    public async Task A_search_can_be_cancelled_and_continued()
    {
        await FillAsync(1, "A refund");
        var page = Open();
        await page.Find(ById("payload-search-text")).ChangeAsync(new ChangeEventArgs { Value = "refund" });

        // In one step of the page, so that no report comes between.
        await page.InvokeAsync(() =>
        {
            Navigation.NavigateTo($"{Path}?q=refund");
            page.Find(ById("payload-search-cancel")).Click();
        });

        page.WaitForAssertion(() => Assert.StartsWith("Cancelled", Status(page), StringComparison.Ordinal));
        Assert.Empty(page.FindAll(ById("timeline-event")));
        await page.Find(ById("payload-search-form")).SubmitAsync();
        page.WaitForAssertion(() => Assert.Single(page.FindAll(ById("timeline-event"))));
    }

    [Fact]
    public async Task A_store_that_does_not_respond_is_asked_again()
    {
        await FillAsync(1, "A refund");
        await Store.ExecuteAsync("ALTER TABLE events RENAME TO away");
        var page = Open("?q=refund");
        Assert.NotEmpty(page.FindAll(ById("error-state")));

        await Store.ExecuteAsync("ALTER TABLE away RENAME TO events");
        await page.Find(ById("try-again")).ClickAsync();

        page.WaitForAssertion(() => Assert.Single(page.FindAll(ById("timeline-event"))));
    }

    private static string Status(IRenderedComponent<PayloadSearchPage> page) => string.Join(' ', page.Find(ById("payload-search-status")).TextContent.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries)).Replace(" ,", ",", StringComparison.Ordinal);

    private Task FillAsync(int count, string text) => Store.StoreAsync([.. Enumerable.Range(0, count).Select(_ => new StoredEvent
    {
        EventId = Guid.NewGuid(),
        EventType = "CONVERSATION_CREATED",
        ReceivedAt = Store.Time.GetUtcNow(),
        Payload = Encoding.UTF8.GetBytes($$$"""{"data":{"text":"{{{text}}}"}}"""),
    })]);

    private IRenderedComponent<PayloadSearchPage> Open(string query = "")
    {
        SignIn(Role.Support);
        Navigation.NavigateTo($"{Path}{query}");
        var page = Render<PayloadSearchPage>();
        page.WaitForAssertion(() => Assert.Empty(page.FindAll(ById("payload-search-cancel"))));
        return page;
    }
}
