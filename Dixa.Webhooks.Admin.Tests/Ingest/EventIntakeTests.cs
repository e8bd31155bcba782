using Dixa.Webhooks.Admin.Domain.Events;
using Dixa.Webhooks.Admin.Support;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Ingest;

public class EventIntakeTests : StoreTest
{
    [Fact]
    public async Task An_event_creates_one_delivery_for_each_enabled_subscribed_webhook()
    {
        var wants = await Store.CreateWebhookAsync();
        var alsoWants = await Store.CreateWebhookAsync();
        await Store.CreateWebhookAsync(draft => draft.Enabled = false);
        await Store.CreateWebhookAsync(draft => draft.Events = ["CONVERSATION_CLOSED"]);

        var stored = Assert.Single(await StoreAsync(Event()));

        Assert.Equal(new[] { wants, alsoWants }.Order(), stored.Subscriptions.Order());
        Assert.False(stored.Duplicate);
        Assert.Equal(new[] { wants, alsoWants }.Order(), Store.Jobs.Lanes.Order());
    }

    [Fact]
    public async Task The_same_event_again_is_a_duplicate_and_creates_nothing()
    {
        await Store.CreateWebhookAsync();
        var @event = Event();
        await StoreAsync(@event);

        var again = Assert.Single(await StoreAsync(Event(@event.EventId)));

        Assert.Equal((true, 0), (again.Duplicate, again.Subscriptions.Count));
        await using var context = await Store.ContextAsync();
        Assert.Equal(1, await context.Events.CountAsync(Cancel));
        Assert.Equal(1, await context.Deliveries.CountAsync(Cancel));
    }

    [Fact]
    public async Task The_same_event_twice_in_one_array_is_stored_once()
    {
        var id = Guid.NewGuid();

        var stored = await StoreAsync(Event(id), Event(id));

        Assert.Equal([false, true], stored.Select(one => one.Duplicate));
    }

    [Fact]
    public async Task Many_publishers_at_once_store_each_event_once()
    {
        await Store.CreateWebhookAsync();
        var ids = Enumerable.Range(0, 400).Select(_ => Guid.NewGuid()).ToArray();

        // Each event is published twice, by publishers that do not wait for each other.
        var responses = await Task.WhenAll(ids.Concat(ids).Select(id => Task.Run(() => StoreAsync(Event(id)), Cancel)));

        Assert.Equal(400, responses.Count(response => response[0].Duplicate));
        await using var context = await Store.ContextAsync();
        Assert.Equal(400, await context.Deliveries.CountAsync(Cancel));
    }

    [Fact]
    public async Task A_failed_write_does_not_affect_others()
    {
        var intake = Store.Service<EventIntake>();
        var broken = new StoredEvent { EventId = Guid.NewGuid(), EventType = null!, ReceivedAt = Store.Time.GetUtcNow(), Payload = "{}"u8.ToArray() };

        var good = Enumerable.Range(0, 50).Select(_ => Task.Run(() => intake.StoreAsync([Event()]), Cancel)).ToList();
        var bad = Task.Run(() => intake.StoreAsync([Event(), broken]), Cancel);
        good.AddRange(Enumerable.Range(0, 50).Select(_ => Task.Run(() => intake.StoreAsync([Event()]), Cancel)));

        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => bad);
        await Task.WhenAll(good);
        await using var context = await Store.ContextAsync();
        Assert.Equal(100, await context.Events.CountAsync(Cancel));
    }

    private StoredEvent Event(Guid? id = null) => new()
    {
        EventId = id ?? Guid.NewGuid(),
        EventType = "CONVERSATION_CREATED",
        ReceivedAt = Store.Time.GetUtcNow(),
        Payload = "{}"u8.ToArray(),
    };

    private Task<IReadOnlyList<Storage.Writes.EventStored>> StoreAsync(params StoredEvent[] events) => Store.Service<EventIntake>().StoreAsync(events);
}

[OnPostgres]
public sealed class EventIntakeTestsOnPostgres : EventIntakeTests;
