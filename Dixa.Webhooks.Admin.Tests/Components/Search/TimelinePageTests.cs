using System.Text;
using Bunit;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Events;
using Dixa.Webhooks.Admin.Recording;
using Dixa.Webhooks.Admin.Storage.Tables;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace Dixa.Webhooks.Admin.Components.Search;

public sealed class TimelinePageTests : ComponentTest
{
    private NavigationManager Navigation => Services.GetRequiredService<NavigationManager>();

    [Fact]
    public async Task It_shows_each_event_of_a_conversation_with_the_result_of_each_webhook()
    {
        var webhook = await Store.CreateWebhookAsync(draft => draft.Name = "CRM");
        var delivery = await Store.DeliveryAsync(await Store.DeliveryAsync(webhook));
        var unsent = await EventAsync("CONVERSATION_CLOSED");
        await Store.StoreAsync(Subject(delivery.EventKey), Subject(unsent.Id));

        var page = Open("?q=4711");

        Assert.Equal("Conversation 4711", page.Find(ById("timeline-title")).TextContent);
        Assert.Equal(["CONVERSATION_CLOSED", delivery.EventType], page.FindAll(ById("timeline-link")).Select(link => link.TextContent));
        var events = page.FindAll(ById("timeline-event"));
        Assert.Contains("No webhook got this event.", events[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("CRM", events[1].QuerySelector(ById("timeline-delivery"))!.TextContent, StringComparison.Ordinal);
        Assert.Equal("settings/integrations/deliveries?q=4711", page.Find(ById("timeline-deliveries")).GetAttribute("href"));
    }

    [Fact]
    public async Task Older_events_are_on_the_next_page_and_new_ones_appear()
    {
        for (var i = 0; i < 26; i++)
        {
            await Store.StoreAsync(Subject((await EventAsync("CONVERSATION_CREATED")).Id));
        }

        var page = Open("?q=4711");
        Assert.Equal(25, page.FindAll(ById("timeline-event")).Count);
        var older = Open(new Uri("http://localhost/" + page.Find(ById("pager-next")).GetAttribute("href")).Query);
        Assert.Single(older.FindAll(ById("timeline-event")));

        page = Open("?q=4711");
        await Store.StoreAsync(Subject((await EventAsync("CONVERSATION_CLOSED")).Id));
        Store.Service<DeliveryFeed>().Publish(Guid.NewGuid());
        page.WaitForAssertion(() => Assert.Equal("CONVERSATION_CLOSED", page.Find(ById("timeline-link")).TextContent));
    }

    [Theory]
    [InlineData("?q=freja@example.com", "E-mail address freja@example.com")]
    [InlineData("?q=%2B4520123456", "Phone number +4520123456")]
    [InlineData("?q=0be2bd61-7e28-4620-87f0-74952725d960", "ID 0be2bd61-7e28-4620-87f0-74952725d960")]
    public void Without_events_it_says_so(string query, string title)
    {
        var page = Open(query);

        Assert.Equal((title, "No events"), (page.Find(ById("timeline-title")).TextContent, page.Find($"{ById("no-events")} h2").TextContent));
    }

    [Theory]
    [InlineData("")]
    [InlineData("?q=some+name")]
    public void A_name_has_no_timeline(string query) => Assert.Contains("Nothing to show", Open(query).Markup, StringComparison.Ordinal);

    private static StoredEventSubject Subject(long key) => new() { Subject = SubjectKey.Conversation(4711).Value, EventKey = key };

    private async Task<StoredEvent> EventAsync(string type)
    {
        var stored = new StoredEvent { EventId = Guid.NewGuid(), EventType = type, ReceivedAt = Store.Time.GetUtcNow(), Payload = Encoding.UTF8.GetBytes("{}") };
        await Store.StoreAsync(stored);
        return stored;
    }

    private IRenderedComponent<TimelinePage> Open(string query)
    {
        SignIn(Role.Support);
        Navigation.NavigateTo($"/settings/integrations/timeline{query}");
        var page = Render<TimelinePage>();
        page.WaitForAssertion(() => Assert.Empty(page.FindAll(ById("loading"))));
        return page;
    }
}
