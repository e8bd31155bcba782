using Bunit;
using Dixa.Webhooks.Admin.Components.Shared;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Domain.Events;
using Dixa.Webhooks.Admin.Recording;
using Dixa.Webhooks.Admin.Recording.Finding;
using Dixa.Webhooks.Admin.Storage.Tables;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace Dixa.Webhooks.Admin.Components.Search;

public sealed class FindPageTests : ComponentTest
{
    private NavigationManager Navigation => Services.GetRequiredService<NavigationManager>();

    [Fact]
    public async Task It_shows_the_deliveries_of_all_webhooks_newest_first()
    {
        await FillAsync();

        var page = Open();

        Assert.Equal(["Analytics", "CRM", "CRM"], page.FindAll(ById("found-webhook")).Select(link => link.TextContent));
        Assert.Equal("3 deliveries", page.Find(ById("find-count")).TextContent);
        Assert.Empty(page.Find(ById("find-taken")).TextContent.Trim());
        Assert.Empty(page.FindAll(ById("pager")));
    }

    [Theory]
    [InlineData("4711", "Conversation 4711 or delivery 4711", 2)]
    [InlineData("FREJA@example.com", "E-mail address freja@example.com", 1)]
    [InlineData("0045 20 12 34 56", "Phone number +4520123456", 0)]
    [InlineData("203.0.113.7", "Banned IP address 203.0.113.7", 0)]
    [InlineData("0be2bd61-7e28-4620-87f0-74952725d960", "Event, person, message, note or webhook with this ID", 0)]
    [InlineData("crm", "Webhook CRM", 2)]
    [InlineData("conversation tag added", "Event ", 0)]
    [InlineData("'; DROP TABLE deliveries --", "No webhook or event is named “'; DROP TABLE deliveries --”.", 0)]
    public async Task It_says_what_the_search_was_taken_for(string search, string taken, int rows)
    {
        await FillAsync();

        var page = Open($"?q={Uri.EscapeDataString(search)}");

        Assert.StartsWith(taken, page.Find(ById("find-taken")).TextContent.Trim(), StringComparison.Ordinal);
        Assert.Equal(rows, page.FindAll(ById("found-row")).Count);
        Assert.Equal(rows == 0, page.FindAll(ById("no-match")).Count == 1);
    }

    [Fact]
    public async Task A_name_of_several_events_offers_them()
    {
        await FillAsync();

        var page = Open("?q=conversation");

        var choices = page.FindAll(ById("find-choice"));
        Assert.InRange(choices.Count, 5, 100);
        Assert.All(choices, choice => Assert.StartsWith("settings/integrations/deliveries?event=", choice.GetAttribute("href"), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Filters_are_in_the_URL()
    {
        var webhook = await FillAsync();
        var page = Open("?q=4711");

        await ChangeAsync(page, "find-webhook", webhook.ToString(), $"?q=4711&webhook={webhook}");
        await ChangeAsync(page, "find-event", "CONVERSATION_CLOSED", $"?q=4711&webhook={webhook}&event=CONVERSATION_CLOSED");
        await ChangeAsync(page, "find-status", "Failed", $"?q=4711&webhook={webhook}&event=CONVERSATION_CLOSED&status=Failed");
        await ChangeAsync(page, "find-webhook", "", "?q=4711&event=CONVERSATION_CLOSED&status=Failed");
        await ChangeAsync(page, "find-outcome", " 503 ", "?q=4711&event=CONVERSATION_CLOSED&status=Failed&outcome=503");
        await ChangeAsync(page, "find-test", "false", "?q=4711&event=CONVERSATION_CLOSED&status=Failed&outcome=503&test=false");
        await ChangeAsync(page, "find-range", "7d", "?q=4711&event=CONVERSATION_CLOSED&status=Failed&outcome=503&test=false&range=7d");
        page.WaitForAssertion(() => Assert.Equal("Not counted", page.Find(ById("find-count")).TextContent));
        Assert.Equal("settings/integrations/deliveries/export.csv?q=4711&event=CONVERSATION_CLOSED&status=Failed&outcome=503&test=false&range=7d", page.Find(ById("find-csv")).GetAttribute("href"));
    }

    [Theory]
    [InlineData("?webhook=crm", "Webhook is not valid. Choose one from the list.")]
    [InlineData("?event=NOTHING", "Event is not valid. Choose one from the list.")]
    [InlineData("?status=open", "Status must be one of Pending, Delivered, Failed, Cancelled.")]
    [InlineData("?outcome=slow", "Last attempt must be a status such as 503, a class such as 5xx, or one of Timeout,")]
    [InlineData("?test=maybe", "Test events must be true or false.")]
    [InlineData("?range=custom&from=2026-03-02T00:00Z&to=2026-03-01T00:00Z", "To must be later than From.")]
    [InlineData("?after=7", "The page in the URL does not exist.")]
    public void An_invalid_filter_has_a_message(string query, string message)
    {
        var page = Open(query);

        Assert.StartsWith(message, page.Find("[role=alert]").TextContent.Trim(), StringComparison.Ordinal);
        Assert.NotEmpty(page.FindAll(ById("no-match")));
        Assert.Empty(page.FindAll(ById("find-csv")));
    }

    [Fact]
    public void A_search_of_10000_characters_has_a_message() =>
        Assert.Equal("The search must be at most 300 characters (it has 10,000).", Open($"?q={new string('a', 10_000)}").Find("[role=alert]").TextContent.Trim());

    [Fact]
    public async Task A_page_follows_the_next_and_new_deliveries_appear()
    {
        var webhook = await Store.CreateWebhookAsync();
        for (var i = 0; i < 30; i++)
        {
            await Store.DeliveryAsync(webhook);
        }

        var page = Open();
        Assert.Equal(25, page.FindAll(ById("found-row")).Count);
        var older = Open(new Uri("http://localhost/" + page.Find(ById("pager-next")).GetAttribute("href")).Query);
        Assert.Equal(5, older.FindAll(ById("found-row")).Count);
        Assert.Equal("settings/integrations/deliveries", older.Find(ById("pager-previous")).GetAttribute("href"));

        page = Open();
        await Store.DeliveryAsync(webhook);
        Store.Service<DeliveryFeed>().Publish(webhook);
        page.WaitForAssertion(() => Assert.Equal("31 deliveries", page.Find(ById("find-count")).TextContent));
    }

    [Fact]
    public async Task While_the_list_is_held_new_deliveries_wait()
    {
        await FillAsync();
        var webhook = await Store.CreateWebhookAsync(draft => draft.Name = "Third");
        Store.Time.Advance(TimeSpan.FromSeconds(1));
        var page = Open();
        await page.InvokeAsync(() => page.FindComponent<HoldArea>().Instance.HoldAsync(true));

        await Store.DeliveryAsync(webhook);
        await Store.DeliveryAsync(webhook);
        Store.Service<DeliveryFeed>().Publish(webhook);
        await page.WaitForAssertionAsync(() => Assert.Equal("2 new deliveries", page.Find(ById("news")).TextContent));
        Assert.Equal(3, page.FindAll(ById("found-row")).Count);

        await page.InvokeAsync(() => page.FindComponent<HoldArea>().Instance.HoldAsync(false));

        Assert.Equal(["Third", "Third", "Analytics", "CRM", "CRM"], page.FindAll(ById("found-webhook")).Select(link => link.TextContent));
        Assert.Empty(page.FindAll(ById("news")));
    }

    [Fact]
    public async Task A_row_has_the_requester_and_the_duration()
    {
        var webhook = await Store.CreateWebhookAsync();
        var delivery = await Store.DeliveryAsync(webhook, payload: """{"data":{"conversation":{"csid":4711,"requester":{"name":"Freja Holm"}}}}""");
        await Store.StoreAsync(new DeliveryAttempt { DeliveryId = delivery, SubscriptionId = webhook, Number = 1, StartedAt = Store.Time.GetUtcNow(), Duration = TimeSpan.FromSeconds(1.5) });

        var page = Open();

        Assert.Equal(("4711", "Freja Holm", "1.5 s"), (page.Find(ById("found-conversation")).TextContent, page.Find(ById("found-requester")).TextContent, page.Find(ById("found-duration")).TextContent));
    }

    [Fact]
    public async Task A_delivery_opens_next_to_the_list()
    {
        var webhook = await FillAsync();
        var page = Open($"?q=4711&open={webhook}.1");

        await page.WaitForAssertionAsync(() => Assert.Contains("4711", page.Find($"{ById("pane")} {ById("payload-formatted")}").TextContent, StringComparison.Ordinal));
        Assert.Equal("1", page.Find("tr[aria-current]").GetAttribute("data-delivery"));
        Assert.Equal("settings/integrations/deliveries?q=4711", page.Find(ById("pane-close")).GetAttribute("href"));
        Assert.Empty(Open("?open=nonsense").FindAll(ById("pane")));
    }

    [Fact]
    public void Without_deliveries_it_says_so() => Assert.Equal("No deliveries yet", Open().Find($"{ById("empty")} h2").TextContent);

    [Fact]
    public async Task A_store_that_does_not_respond_is_asked_again()
    {
        await FillAsync();
        await Store.ExecuteAsync("ALTER TABLE deliveries RENAME TO away");
        var page = Open();
        Assert.NotEmpty(page.FindAll(ById("error-state")));

        await Store.ExecuteAsync("ALTER TABLE away RENAME TO deliveries");
        await page.Find(ById("try-again")).ClickAsync();

        Assert.Equal(3, page.FindAll(ById("found-row")).Count);
    }

    /// <summary>Two deliveries of conversation 4711 to CRM, the older one about Freja, and one of another to Analytics.</summary>
    private async Task<Guid> FillAsync()
    {
        var (crm, analytics) = (await Store.CreateWebhookAsync(draft => draft.Name = "CRM"), await Store.CreateWebhookAsync(draft => draft.Name = "Analytics"));
        var first = await Store.DeliveryAsync(await Store.DeliveryAsync(crm, payload: """{"data":{"conversation":{"csid":4711}}}"""));
        var second = await Store.DeliveryAsync(await Store.DeliveryAsync(crm, payload: """{"data":{"conversation":{"csid":4711}}}"""));
        await Store.DeliveryAsync(analytics);
        await Store.StoreAsync(
            Subject(SubjectKey.Conversation(4711), first), Subject(SubjectKey.Conversation(4711), second), Subject(SubjectKey.Of(SubjectKind.Email, "freja@example.com"), first));
        return crm;
    }

    private static StoredEventSubject Subject(SubjectKey subject, Delivery delivery) => new() { Subject = subject.Value, EventKey = delivery.EventKey };

    private async Task ChangeAsync(IRenderedComponent<FindPage> page, string field, string value, string query)
    {
        await page.Find(ById(field)).ChangeAsync(new ChangeEventArgs { Value = value });
        await page.WaitForAssertionAsync(() => Assert.EndsWith($"/settings/integrations/deliveries{query}", Navigation.Uri, StringComparison.Ordinal));
    }

    private IRenderedComponent<FindPage> Open(string query = "")
    {
        SignIn(Role.Support);
        Navigation.NavigateTo($"/settings/integrations/deliveries{query}");
        var page = Render<FindPage>();
        page.WaitForAssertion(() => Assert.Empty(page.FindAll(ById("loading"))));
        return page;
    }
}
