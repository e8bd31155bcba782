using System.Collections.Concurrent;
using System.Net;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Support;

namespace Dixa.Webhooks.Admin.Journeys.Processes;

/// <summary>The real process, killed at any time: every event accepted with 202 arrives, no attempt number is skipped, and nothing is early or stuck.</summary>
public sealed class CrashTests
{
    private const int InFlight = 16;

    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task After_a_kill_during_requests_those_are_sent_again_and_the_others_once()
    {
        await using var receiver = await EventReceiver.StartAsync();
        await using var app = await StartAsync(receiver);
        receiver.Hold();
        var ids = await app.PublishAsync(40);
        await receiver.ReceivesAsync(InFlight);

        app.KillHard();
        var inFlight = receiver.Events.ToHashSet();
        receiver.Release();
        await app.StartAgainAsync();
        await app.SettlesAsync(Deadline);

        Assert.Equal(InFlight, inFlight.Count);
        Assert.All(ids, id => Assert.Equal(inFlight.Contains(id) ? 2 : 1, receiver.Arrivals(id)));
        await app.HistoryIsCompleteAsync(RetryDelay);
    }

    [Fact]
    public async Task After_a_kill_between_storing_and_sending_every_accepted_event_arrives()
    {
        await using var receiver = await EventReceiver.StartAsync();
        await using var app = await StartAsync(receiver);

        var ids = (await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => app.PublishAsync(100)))).SelectMany(batch => batch).ToList();
        app.KillHard();
        Assert.NotEqual(0, await app.CountAsync("deliveries WHERE state = 0"));
        var delivered = await DeliveredAsync(app, receiver);
        await app.StartAgainAsync();
        await app.SettlesAsync(Deadline);

        Assert.All(ids, id => Assert.InRange(receiver.Arrivals(id), 1, 2));
        AssertNotSentAgain(delivered, receiver);
        await app.HistoryIsCompleteAsync(RetryDelay);
    }

    [Fact]
    public async Task After_a_kill_between_two_attempts_the_second_has_the_next_number_and_is_not_early()
    {
        await using var receiver = await EventReceiver.StartAsync();
        receiver.Status = (_, arrival) => arrival == 1 ? 500 : 200;
        await using var app = await StartAsync(receiver);
        var ids = await app.PublishAsync(60);
        await app.RecordsAsync(60);

        app.KillHard();
        await app.StartAgainAsync();
        await app.SettlesAsync(Deadline);

        Assert.All(ids, id => Assert.Equal(2, receiver.Arrivals(id)));
        Assert.All(await app.DeliveriesAsync(), delivery => Assert.Equal(2, delivery.Attempts));
        await app.HistoryIsCompleteAsync(RetryDelay);
    }

    [Fact]
    public async Task After_repeated_kills_during_commits_at_full_speed_nothing_is_lost_skipped_early_or_stuck()
    {
        await using var receiver = await EventReceiver.StartAsync();

        // Every fifth event fails at first, so that kills also happen during retries.
        receiver.Status = (id, arrival) => arrival == 1 && id.ToByteArray()[0] % 5 == 0 ? 503 : 200;
        await using var app = await StartAsync(receiver);
        var accepted = new ConcurrentBag<Guid>();
        var delivered = new Dictionary<Guid, int>();

        for (var round = 0; round < 4; round++)
        {
            var killAt = receiver.Requests + Random.Shared.Next(100, 3_000);
            var publishers = Enumerable.Range(0, 4).Select(_ => PublishUntilKilledAsync(app, accepted)).ToList();
            await receiver.ReceivesAsync(killAt);
            app.KillHard();
            await Task.WhenAll(publishers);

            AssertNotSentAgain(delivered, receiver);
            delivered = await DeliveredAsync(app, receiver);
            await app.StartAgainAsync();
        }

        await app.SettlesAsync(Deadline);

        Assert.NotEmpty(delivered);
        Assert.All(accepted, id => Assert.NotEqual(0, receiver.Arrivals(id)));
        AssertNotSentAgain(delivered, receiver);
        await app.HistoryIsCompleteAsync(RetryDelay);
        Assert.Empty(accepted.Except((await app.DeliveriesAsync()).Select(delivery => delivery.EventId)));
    }

    private static Task<AppProcess> StartAsync(EventReceiver receiver) => AppProcess.StartAsync(
        store => store.CreateWebhookAsync(draft => draft.Url = receiver.Url),
        ("Dispatch:RetryDelay", RetryDelay.ToString()),
        ("AutoDisable:ConsecutiveFailures", "10000"));

    private static async Task PublishUntilKilledAsync(AppProcess app, ConcurrentBag<Guid> accepted)
    {
        try
        {
            while (true)
            {
                var (ids, body) = Publishing.Events(25);
                using var response = await app.PostEventsAsync(body);
                Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
                foreach (var id in ids)
                {
                    accepted.Add(id);
                }
            }
        }
        catch (HttpRequestException)
        {
            // The process was killed. This request got no response, so it may or may not be stored.
        }
    }

    /// <summary>The events recorded as delivered, each with the number of times it has arrived.</summary>
    private static async Task<Dictionary<Guid, int>> DeliveredAsync(AppProcess app, EventReceiver receiver) =>
        (await app.DeliveriesAsync()).Where(delivery => delivery.State is DeliveryState.Delivered)
            .ToDictionary(delivery => delivery.EventId, delivery => receiver.Arrivals(delivery.EventId));

    private static void AssertNotSentAgain(Dictionary<Guid, int> delivered, EventReceiver receiver) =>
        Assert.All(delivered, earlier => Assert.Equal(earlier.Value, receiver.Arrivals(earlier.Key)));
}
