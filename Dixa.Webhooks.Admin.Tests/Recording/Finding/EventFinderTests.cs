using System.Text;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Domain.Events;
using Dixa.Webhooks.Admin.Domain.Subscriptions;
using Dixa.Webhooks.Admin.Storage.Tables;
using Dixa.Webhooks.Admin.Support;

namespace Dixa.Webhooks.Admin.Recording.Finding;

public class EventFinderTests : StoreTest
{
    private const string Type = "CONVERSATION_CREATED";

    private EventFinder Finder => Store.Service<EventFinder>();

    [Fact]
    public async Task An_event_has_its_deliveries_and_the_reason_of_each_webhook_that_did_not_get_it()
    {
        var receiving = await Store.CreateWebhookAsync(draft => (draft.Name, draft.Events) = ("Receiving", [Type]));
        await Store.CreateWebhookAsync(draft => (draft.Name, draft.Events) = ("Not subscribed", ["CONVERSATION_CLOSED"]));
        var disabled = await Store.CreateWebhookAsync(draft => (draft.Name, draft.Events) = ("Disabled", [Type]));
        var removed = await Store.CreateWebhookAsync(draft => (draft.Name, draft.Events) = ("Removed", [Type]));
        Store.Time.Advance(TimeSpan.FromHours(1));
        var disabledAt = Store.Time.GetUtcNow();
        await Store.Changes.SetEnabledAsync(Actors.Administrator, disabled, 1, enabled: false, Cancel);
        Store.Time.Advance(TimeSpan.FromHours(1));
        var delivery = await Store.DeliveryAsync(await Store.DeliveryAsync(receiving, payload: """{"data":{"conversation":{"csid":4711}}}"""));
        Store.Time.Advance(TimeSpan.FromHours(1));
        await Store.Changes.SetEnabledAsync(Actors.Administrator, disabled, 2, enabled: true, Cancel);
        await Store.CreateWebhookAsync(draft => (draft.Name, draft.Events) = ("Created later", [Type]));
        await Store.Changes.RemoveAsync(Actors.Administrator, removed, 1, Cancel);
        await using var context = await Store.ContextAsync();
        var id = context.Events.Single(stored => stored.Id == delivery.EventKey).EventId;

        var found = await Finder.FindAsync(id, Cancel);

        Assert.Equal((Type, 4711), (found!.EventType, found.Conversation));
        var sent = Assert.Single(found.Deliveries);
        Assert.Equal((delivery.Id, "Receiving"), (sent.Record.Delivery.Id, sent.WebhookName));
        var now = Store.Time.GetUtcNow();
        Assert.Equal(
            [
                ("Created later", new NotSentReason.CreatedLater(now)),
                ("Disabled", new NotSentReason.Disabled(disabledAt, "Ada", IsAutomatic: false)),
                ("Not subscribed", new NotSentReason.NotSubscribed()),
                ("Removed", new NotSentReason.Removed(now, "Ada")),
            ],
            found.NotSent.Select(one => (one.WebhookName, one.Reason)));
        Assert.Null(await Finder.FindAsync(Guid.NewGuid(), Cancel));
    }

    [Fact]
    public async Task A_removed_webhook_is_named_however_many_others_were_created_and_removed_since()
    {
        var removed = await Store.CreateWebhookAsync(draft => draft.Name = "Removed");
        Store.Time.Advance(TimeSpan.FromHours(1));
        var delivery = await Store.DeliveryAsync(await Store.DeliveryAsync(await Store.CreateWebhookAsync()));
        Store.Time.Advance(TimeSpan.FromHours(1));
        await Store.Changes.RemoveAsync(Actors.Administrator, removed, 1, Cancel);
        for (var i = 0; i < 25; i++)
        {
            await Store.Changes.RemoveAsync(Actors.Administrator, await Store.CreateWebhookAsync(draft => draft.Name = $"Later {i}"), 1, Cancel);
        }

        await using var context = await Store.ContextAsync();
        var found = await Finder.FindAsync(context.Events.Single(stored => stored.Id == delivery.EventKey).EventId, Cancel);

        Assert.Equal(["Removed"], found!.NotSent.Where(one => one.Reason is NotSentReason.Removed).Select(one => one.WebhookName));
    }

    [Fact]
    public async Task A_timeline_has_every_event_about_something_page_by_page_also_without_deliveries()
    {
        var webhook = await Store.CreateWebhookAsync(draft => draft.Name = "CRM");
        var events = Enumerable.Range(0, 30).Select(number => new StoredEvent
        {
            EventId = Guid.NewGuid(),
            EventType = Type,
            ReceivedAt = Store.Time.GetUtcNow().AddSeconds(number),
            Payload = Encoding.UTF8.GetBytes("{}"),
        }).ToArray();
        await Store.StoreAsync(events);
        await Store.StoreAsync([.. events.Select(stored => new StoredEventSubject { Subject = SubjectKey.Conversation(4711).Value, EventKey = stored.Id })]);
        await Store.StoreAsync(new Delivery { EventKey = events[^1].Id, SubscriptionId = webhook, EventType = Type, State = DeliveryState.Delivered, CreatedAt = events[^1].ReceivedAt });
        var term = SearchTerm.Read("4711")!;

        var first = await Finder.TimelineAsync(term, null, Cancel);
        var second = await Finder.TimelineAsync(term, first.Next, Cancel);

        Assert.Equal(events.Reverse().Select(stored => stored.EventId), [.. first.Events.Concat(second.Events).Select(one => one.EventId)]);
        Assert.Equal((25, null), (first.Events.Count, second.Next));
        Assert.Equal("CRM", Assert.Single(first.Events[0].Deliveries).WebhookName);
        Assert.Empty(first.Events[1].Deliveries);
        Assert.Empty((await Finder.TimelineAsync(SearchTerm.Read("4712")!, null, Cancel)).Events);
    }

    [Fact]
    public async Task An_export_has_every_row_and_no_formula()
    {
        var webhook = await Store.CreateWebhookAsync(draft => draft.Name = "=1+1");
        for (var i = 0; i < 205; i++)
        {
            await Store.DeliveryAsync(webhook);
        }

        using var output = new MemoryStream();
        await Store.Service<DeliveryExport>().WriteAsync(new FindQuery(), output, Cancel);

        var lines = Encoding.UTF8.GetString(output.ToArray()).TrimEnd().Split("\r\n");
        Assert.StartsWith("id,eventId,eventType,webhookId,webhook,conversation,status,", lines[0], StringComparison.Ordinal);
        Assert.Equal(Enumerable.Range(1, 205).Reverse().Select(id => $"{id}"), lines.Skip(1).Select(line => line.Split(',')[0]));
        Assert.All(lines.Skip(1), line => Assert.Equal("'=1+1", line.Split(',')[4].Trim('"')));
    }
}

[OnPostgres]
public sealed class EventFinderTestsOnPostgres : EventFinderTests;
