using System.Text;
using Dixa.Webhooks.Admin.BulkActions;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Domain.Events;
using Dixa.Webhooks.Admin.Domain.Replays;
using Dixa.Webhooks.Admin.Support;

namespace Dixa.Webhooks.Admin.Replays;

/// <summary>A test with events that a webhook has missed.</summary>
public abstract class ReplayTest : DispatchTest
{
    protected const string Created = "CONVERSATION_CREATED";
    protected const string Rated = "CONVERSATION_RATED";
    protected const string Closed = "CONVERSATION_CLOSED";

    protected static ReplayDraft Everything { get; } = new(DateTimeOffset.UnixEpoch);

    protected Replayer Replayer => Store.Service<Replayer>();

    /// <summary>A webhook for created and rated conversations.</summary>
    protected Task<Guid> WebhookAsync(string? url = null) =>
        Store.CreateWebhookAsync(draft => (draft.Url, draft.Events) = (url ?? draft.Url, [Created, Rated]));

    /// <summary>Stores an event without deliveries and returns its key. The clock advances by a second.</summary>
    protected async Task<long> EventAsync(string type = Created, bool isTest = false, bool isRemoved = false)
    {
        Store.Time.Advance(TimeSpan.FromSeconds(1));
        var stored = new StoredEvent
        {
            EventId = Guid.NewGuid(),
            EventType = type,
            ReceivedAt = Store.Time.GetUtcNow(),
            Payload = Encoding.UTF8.GetBytes($$"""{"event_fqn":"{{type}}","data":{} }"""),
            IsTest = isTest,
            RemovedAt = isRemoved ? Store.Time.GetUtcNow() : null,
            Removal = isRemoved ? ContentRemoval.Age : null,
        };
        await Store.StoreAsync(stored);
        return stored.Id;
    }

    protected async Task<List<long>> EventsAsync(int count, string type = Created)
    {
        var keys = new List<long>();
        for (var i = 0; i < count; i++)
        {
            keys.Add(await EventAsync(type));
        }

        return keys;
    }

    /// <summary>Stores a delivery of an event.</summary>
    protected async Task<long> DeliveryOfAsync(Guid webhook, long key, DeliveryState state = DeliveryState.Delivered, string type = Created, bool isTest = false, long? resendOf = null)
    {
        var delivery = new Delivery
        {
            EventKey = key,
            SubscriptionId = webhook,
            EventType = type,
            State = state,
            CreatedAt = Store.Time.GetUtcNow(),
            DueAt = Store.Time.GetUtcNow(),
            IsTest = isTest,
            ResendOf = resendOf,
        };
        await Store.StoreAsync(delivery);
        return delivery.Id;
    }

    protected async Task<MissedEvents> CountAsync(Guid webhook, ReplayDraft? draft = null) =>
        Assert.IsType<ReplayResult.Counted>(await Replayer.CountAsync(Actors.Administrator, webhook, draft ?? Everything, Cancel)).Missed;

    /// <summary>Starts a replay. Its first second begins now.</summary>
    protected async Task<Guid> StartAsync(Guid webhook, ReplayDraft? draft = null)
    {
        var id = Assert.IsType<ReplayResult.Started>(await Replayer.StartAsync(Actors.Administrator, webhook, draft ?? Everything, cancel: Cancel)).Id;
        await Store.Service<BulkActionRunner>().RunAllAsync(Cancel);
        return id;
    }

    /// <summary>Runs the bulk actions for some seconds of the test's clock.</summary>
    protected async Task StepAsync(int seconds = 1)
    {
        for (var i = 0; i < seconds; i++)
        {
            Store.Time.Advance(TimeSpan.FromSeconds(1));
            await Store.Service<BulkActionRunner>().RunAllAsync(Cancel);
        }
    }

    protected async Task<BulkActionView> ActionAsync(Guid id) => (await Store.Service<BulkActionQueries>().FindAsync(id, Cancel))!;

    /// <summary>The events that were sent, in the order of their deliveries.</summary>
    protected async Task<IReadOnlyList<long>> ReplayedAsync(Guid replay) => [.. (await DeliveriesAsync()).Where(delivery => delivery.ReplayId == replay).Select(delivery => delivery.EventKey)];
}
