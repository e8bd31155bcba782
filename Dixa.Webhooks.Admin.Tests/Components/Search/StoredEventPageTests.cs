using System.Text;
using Bunit;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Events;

namespace Dixa.Webhooks.Admin.Components.Search;

public sealed class StoredEventPageTests : ComponentTest
{
    private const string Type = "CONVERSATION_CREATED";

    [Fact]
    public async Task It_shows_the_payload_the_deliveries_and_why_other_webhooks_did_not_get_it()
    {
        var webhook = await Store.CreateWebhookAsync(draft => (draft.Name, draft.Events) = ("CRM", [Type]));
        await Store.CreateWebhookAsync(draft => (draft.Name, draft.Events) = ("Phones", ["CONVERSATION_CLOSED"]));
        var delivery = await Store.DeliveryAsync(await Store.DeliveryAsync(webhook, payload: """{"data":{"conversation":{"csid":4711}}}"""));
        await using var context = await Store.ContextAsync();

        var page = Open(context.Events.Single(stored => stored.Id == delivery.EventKey).EventId);

        Assert.Equal(Type, page.Find(ById("event-title")).TextContent);
        Assert.Equal(("4711", "settings/integrations/timeline?q=4711"), (page.Find(ById("event-conversation")).TextContent, page.Find(ById("event-conversation")).GetAttribute("href")));
        Assert.Equal("CRM", Assert.Single(page.FindAll(ById("found-webhook"))).TextContent);
        var other = Assert.Single(page.FindAll(ById("not-sent-webhook"))).TextContent;
        Assert.Contains("Phones", other, StringComparison.Ordinal);
        Assert.Contains("It does not subscribe to this event.", other, StringComparison.Ordinal);
        Assert.Contains("csid", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_deliveries_or_content_it_says_so()
    {
        var stored = new StoredEvent
        {
            EventId = Guid.NewGuid(),
            EventType = Type,
            ReceivedAt = Store.Time.GetUtcNow(),
            Payload = Encoding.UTF8.GetBytes("{}"),
            RemovedAt = Store.Time.GetUtcNow(),
            Removal = ContentRemoval.Erasure,
        };
        await Store.StoreAsync(stored);

        var page = Open(stored.EventId);

        Assert.NotEmpty(page.FindAll(ById("event-no-deliveries")));
        Assert.Empty(page.FindAll(ById("event-conversation")));
        Assert.Contains("erased", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_event_is_not_found() => Assert.Contains("Event not found", Open(Guid.NewGuid()).Markup, StringComparison.Ordinal);

    private IRenderedComponent<StoredEventPage> Open(Guid eventId)
    {
        SignIn(Role.Support);
        var page = Render<StoredEventPage>(parameters => parameters.Add(one => one.EventId, eventId));
        page.WaitForAssertion(() => Assert.Empty(page.FindAll(ById("loading"))));
        return page;
    }
}
