using System.Text;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Domain.Events;
using Dixa.Webhooks.Admin.Storage.Tables;
using Dixa.Webhooks.Admin.Support;
using Xunit.Sdk;

namespace Dixa.Webhooks.Admin.Retention;

/// <summary>Events of the last 90 days, most of them for some of three webhooks, with deliveries in any state and their attempts.</summary>
internal static class RandomHistory
{
    public const string Content = """{"data":{"text":"write to freja@example.com"}}""";

    public static readonly string[] Types = ["CONVERSATION_CREATED", "CONVERSATION_CLOSED", "CONVERSATION_TAG_ADDED"];

    /// <summary>The same histories in each run, and a new one. A failed test has its seed in its name.</summary>
    public static TheoryData<int> Seeds => [1, 2, 3, 4, Random.Shared.Next(), Random.Shared.Next()];

    /// <param name="store">An empty store.</param>
    /// <param name="random">Decides everything but the number of events.</param>
    /// <param name="maxPadding">Up to this many bytes are added to each payload.</param>
    public static async Task StoreAsync(TestStore store, Random random, int maxPadding = 0)
    {
        Guid[] webhooks = [await store.CreateWebhookAsync(), await store.CreateWebhookAsync(), await store.CreateWebhookAsync()];
        var now = store.Time.GetUtcNow();
        var events = Enumerable.Range(0, 250).Select(_ => now.AddMinutes(-random.Next(90 * 24 * 60))).Order().Select(at => new StoredEvent
        {
            EventId = Guid.NewGuid(),
            EventType = Types[(int)(Math.Sqrt(random.NextDouble()) * Types.Length)],
            ReceivedAt = at,
            Payload = [.. Encoding.UTF8.GetBytes(Content), .. Padding(random, maxPadding)],
        }).ToArray();
        await store.StoreAsync(events);
        await store.StoreAsync([.. events.SelectMany(stored => EventSubjects.OfPayload(stored.Payload).Select(subject => new StoredEventSubject { Subject = subject.Value, EventKey = stored.Id }))]);
        var deliveries = events.SelectMany(stored => webhooks.Where(_ => random.Next(3) > 0).Select(webhook => Delivery(stored, webhook, (DeliveryState)random.Next(4), SentAgain(random, stored.ReceivedAt, now)))).OrderBy(delivery => delivery.CreatedAt).ToArray();
        await store.StoreAsync(deliveries);
        await store.StoreAsync([.. deliveries.SelectMany(delivery => Enumerable.Range(1, random.Next(4)).Select(number => Attempt(delivery, number)))]);
    }

    public static Delivery Delivery(StoredEvent stored, Guid webhook, DeliveryState state, DateTimeOffset createdAt) => new()
    {
        EventKey = stored.Id,
        SubscriptionId = webhook,
        EventType = stored.EventType,
        State = state,
        CreatedAt = createdAt,
        DueAt = createdAt,
        CompletedAt = state is DeliveryState.Pending ? null : createdAt,
    };

    private static DeliveryAttempt Attempt(Delivery delivery, int number) => new()
    {
        DeliveryId = delivery.Id,
        SubscriptionId = delivery.SubscriptionId,
        Number = number,
        StartedAt = delivery.CreatedAt,
        Succeeded = false,
        StatusCode = 500,
        RequestHeaders = [],
        ResponseHeaders = [],
        ResponseBody = [],
    };

    /// <summary>A few deliveries are created later, because someone resends the event.</summary>
    private static DateTimeOffset SentAgain(Random random, DateTimeOffset received, DateTimeOffset now) =>
        random.Next(8) == 0 && received.AddMinutes(random.Next(60 * 24 * 60)) is var later && later < now ? later : received;

    /// <summary>Bytes that a database cannot compress.</summary>
    private static byte[] Padding(Random random, int max)
    {
        var padding = new byte[max == 0 ? 0 : random.Next(max)];
        random.NextBytes(padding);
        return padding;
    }
}
