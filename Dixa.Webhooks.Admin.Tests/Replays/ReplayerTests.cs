using Dixa.Webhooks.Admin.Domain.Audit;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Domain.Events;
using Dixa.Webhooks.Admin.Domain.Replays;
using Dixa.Webhooks.Admin.Subscriptions;
using Dixa.Webhooks.Admin.Support;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Replays;

public class ReplayerTests : ReplayTest
{
    [Fact]
    public async Task What_a_webhook_missed_is_counted_by_type()
    {
        await EventsAsync(2);
        var webhook = await WebhookAsync();
        await EventsAsync(3, Rated);
        await EventsAsync(4, Closed);

        var missed = await CountAsync(webhook);

        Assert.Equal([new(Created, 2, 0), new(Rated, 3, 0)], missed.ByType!);
        Assert.Equal(5, missed.Count);
        Assert.Empty(await DeliveriesAsync());
        Assert.DoesNotContain(await Store.AuditedAsync(), row => row.Activity is Activity.ReplayStarted);
    }

    [Fact]
    public async Task What_a_webhook_has_a_delivery_of_is_not_missed_however_it_ended()
    {
        var (webhook, other) = (await WebhookAsync(), await WebhookAsync());
        foreach (var state in Enum.GetValues<DeliveryState>())
        {
            await DeliveryOfAsync(webhook, await EventAsync(), state);
        }

        await DeliveryOfAsync(other, await EventAsync());

        Assert.Equal(1, (await CountAsync(webhook)).Count);
        Assert.Equal(4, (await CountAsync(other)).Count);
    }

    [Fact]
    public async Task A_test_is_neither_missed_nor_a_delivery()
    {
        var webhook = await WebhookAsync();
        await EventAsync(isTest: true);
        await DeliveryOfAsync(webhook, await EventAsync(), isTest: true);

        Assert.Equal(1, (await CountAsync(webhook)).Count);
    }

    [Fact]
    public async Task A_test_that_was_sent_is_not_missed_by_another_webhook()
    {
        var (webhook, other) = (await WebhookAsync("http://127.0.0.1:9/"), await WebhookAsync());
        Assert.IsType<SendResult.Tested>(await Store.Service<TestSender>().SendAsync(Actors.Administrator, webhook, EventCatalogue.All[0], cancel: Cancel));

        Assert.Equal((0, 0), ((await CountAsync(webhook)).Count, (await CountAsync(other)).Count));
    }

    [Fact]
    public async Task A_resent_event_counts_once_also_when_the_original_was_purged()
    {
        var webhook = await WebhookAsync();
        var (kept, purged) = (await EventAsync(), await EventAsync());
        var original = await DeliveryOfAsync(webhook, kept, DeliveryState.Failed);
        var gone = await DeliveryOfAsync(webhook, purged, DeliveryState.Failed);
        foreach (var (key, of) in new[] { (kept, original), (kept, original), (purged, gone), (purged, gone) })
        {
            await DeliveryOfAsync(webhook, key, resendOf: of);
        }

        await Store.ExecuteAsync($"DELETE FROM deliveries WHERE id = {gone}");
        await EventAsync();

        Assert.Equal(1, (await CountAsync(webhook)).Count);
    }

    [Fact]
    public async Task What_has_no_payload_any_more_is_counted_apart()
    {
        var webhook = await WebhookAsync();
        await EventAsync();
        await EventAsync(isRemoved: true);
        await DeliveryOfAsync(webhook, await EventAsync(isRemoved: true));
        await EventAsync(Rated, isRemoved: true);

        var missed = await CountAsync(webhook);

        Assert.Equal([new(Created, 1, 1), new(Rated, 0, 1)], missed.ByType!);
        Assert.Equal((1, 2), (missed.Count, missed.Removed));
    }

    [Fact]
    public async Task Only_the_span_counts_with_its_start_and_without_its_end()
    {
        var webhook = await WebhookAsync();
        await EventAsync();
        var since = Store.Time.GetUtcNow().AddSeconds(1);
        await EventsAsync(3);
        var until = Store.Time.GetUtcNow();

        Assert.Equal(3, (await CountAsync(webhook, new ReplayDraft(since))).Count);
        Assert.Equal(2, (await CountAsync(webhook, new ReplayDraft(since) { Until = until })).Count);
        Assert.Equal(3, (await CountAsync(webhook, Everything with { Until = until })).Count);
        Assert.Equal(0, (await CountAsync(webhook, new ReplayDraft(Store.Time.GetUtcNow()) { Events = [EventCatalogue.All[1]] })).Count);
    }

    [Fact]
    public async Task One_event_can_be_chosen_although_others_were_received_at_the_same_time()
    {
        var webhook = await WebhookAsync();
        var now = Store.Time.GetUtcNow();
        StoredEvent[] events = [.. Enumerable.Range(0, 3).Select(_ => new StoredEvent { EventId = Guid.NewGuid(), EventType = Created, ReceivedAt = now, Payload = "{}"u8.ToArray() })];
        await Store.StoreAsync(events);
        var draft = new ReplayDraft(now) { Until = now.AddTicks(1), EventId = events[1].EventId };

        Assert.Equal(1, (await CountAsync(webhook, draft)).Count);
        Assert.Equal(3, (await CountAsync(webhook, draft with { EventId = null })).Count);
        Assert.Equal(0, (await CountAsync(webhook, draft with { EventId = Guid.NewGuid() })).Count);

        var replay = await StartAsync(webhook, draft);
        await StepAsync(2);
        Assert.Equal([events[1].Id], await ReplayedAsync(replay));
    }

    [Fact]
    public async Task Events_before_the_webhook_and_of_types_without_a_subscription_can_be_chosen()
    {
        await EventsAsync(2, Closed);
        var webhook = await WebhookAsync();
        EventCatalogue.TryFind(Closed, out var closed);

        Assert.Equal([new(Closed, 2, 0)], (await CountAsync(webhook, Everything with { Events = [closed!] })).ByType!);
    }

    [Fact]
    public async Task What_cannot_be_counted_in_time_is_not_counted_as_0()
    {
        var webhook = await WebhookAsync();
        await EventAsync();
        Store.Time.AutoAdvanceAmount = MissedEventCounter.MaxTime;

        var missed = await CountAsync(webhook, new ReplayDraft(DateTimeOffset.UnixEpoch));
        var refused = await Replayer.StartAsync(Actors.Administrator, webhook, Everything, cancel: Cancel);

        Assert.Null(missed.ByType);
        Assert.Null(missed.Count);
        Assert.Equal(new ReplayResult.Refused(ReplayPolicy.NotCounted), refused);
    }

    [Fact]
    public async Task Events_whose_deliveries_may_have_been_purged_are_not_missed()
    {
        var webhook = await WebhookAsync();
        var purged = await EventAsync();
        await EventAsync();
        await Store.ExecuteAsync($"UPDATE store SET purged_events = {purged}");

        var missed = await CountAsync(webhook);

        Assert.Equal((1, Store.Time.GetUtcNow()), (missed.Count, missed.Earliest));
    }

    [Fact]
    public async Task An_empty_store_has_no_earliest_event() => Assert.Equal((0, null), (await CountAsync(await WebhookAsync()) is var missed ? (missed.Count, missed.Earliest) : default));

    [Fact]
    public async Task A_replay_is_recorded_at_its_start_and_its_end()
    {
        var webhook = await WebhookAsync();
        await EventsAsync(3);
        var until = Store.Time.GetUtcNow();

        var id = await StartAsync(webhook, new ReplayDraft(until.AddHours(-1)) { Until = until, PerSecond = 7 });
        await StepAsync(3);

        var rows = await Store.AuditedAsync(webhook);
        Assert.Equivalent(new Activity.ReplayStarted(2, until.AddHours(-1), until, [Created, Rated], 7), rows[1].Activity, strict: true);
        Assert.Equal(new Activity.ReplayEnded("Completed", 2, 0, 2, null), rows[0].Activity);
        Assert.All(rows.Take(2), row => Assert.Equal(Actors.Administrator.Name, row.ActorName));
        Assert.Equal(2, (await ReplayedAsync(id)).Count);
    }

    [Fact]
    public async Task Asked_twice_it_sends_once()
    {
        var webhook = await WebhookAsync();
        var keys = await EventsAsync(3);
        var first = await StartAsync(webhook);

        var during = await Replayer.StartAsync(Actors.Administrator, webhook, Everything, cancel: Cancel);
        await StepAsync(2);
        var after = await Replayer.StartAsync(Actors.Administrator, webhook, Everything, cancel: Cancel);

        Assert.Equal(new ReplayResult.Refused(ReplayPolicy.IsRunning), during);
        Assert.Equal(0, Assert.IsType<ReplayResult.Counted>(after).Missed.Count);
        Assert.Equal(keys, await ReplayedAsync(first));
        Assert.Equal(3, (await DeliveriesAsync()).Count);
    }

    [Fact]
    public async Task The_same_id_starts_one_replay()
    {
        var webhook = await WebhookAsync();
        await EventsAsync(3);
        var id = Guid.NewGuid();

        Assert.IsType<ReplayResult.Started>(await Replayer.StartAsync(Actors.Administrator, webhook, Everything, id, Cancel));
        await StepAsync(2);
        await EventsAsync(1);

        Assert.IsType<ReplayResult.Refused>(await Replayer.StartAsync(Actors.Administrator, webhook, Everything, id, Cancel));
    }

    [Fact]
    public async Task Two_requests_at_once_start_one_replay()
    {
        var webhook = await WebhookAsync();
        await EventsAsync(5);

        var results = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Replayer.StartAsync(Actors.Administrator, webhook, Everything, cancel: Cancel))));

        Assert.Single(results.OfType<ReplayResult.Started>());
        Assert.Equal(3, results.OfType<ReplayResult.Refused>().Count());
    }

    [Fact]
    public async Task Nothing_is_sent_to_a_disabled_webhook_but_it_can_be_counted()
    {
        var webhook = await Store.CreateWebhookAsync(draft => (draft.Enabled, draft.Events) = (false, [Created]));
        await EventsAsync(2);

        Assert.Equal(2, (await CountAsync(webhook)).Count);
        Assert.Equal(new ReplayResult.Refused(ReplayPolicy.WebhookIsDisabled), await Replayer.StartAsync(Actors.Administrator, webhook, Everything, cancel: Cancel));
    }

    [Fact]
    public async Task Only_administrators_can_send_or_count()
    {
        var webhook = await WebhookAsync();

        Assert.IsType<ReplayResult.Forbidden>(await Replayer.CountAsync(Actors.Support, webhook, Everything, Cancel));
        Assert.IsType<ReplayResult.Forbidden>(await Replayer.StartAsync(Actors.Support, webhook, Everything, cancel: Cancel));
    }

    [Fact]
    public async Task Wrong_input_and_an_unknown_webhook_change_nothing()
    {
        var webhook = await WebhookAsync();
        await EventAsync();

        var invalid = Assert.IsType<ReplayResult.Invalid>(await Replayer.StartAsync(Actors.Administrator, webhook, new ReplayDraft(Store.Time.GetUtcNow().AddDays(1)), cancel: Cancel));
        Assert.Equal("since", Assert.Single(invalid.Errors).Field);
        Assert.IsType<ReplayResult.Invalid>(await Replayer.CountAsync(Actors.Administrator, webhook, new ReplayDraft(null), Cancel));
        Assert.IsType<ReplayResult.NotFound>(await Replayer.CountAsync(Actors.Administrator, Guid.NewGuid(), Everything, Cancel));
        Assert.IsType<ReplayResult.NotFound>(await Replayer.StartAsync(Actors.Administrator, Guid.NewGuid(), Everything, cancel: Cancel));

        await using var context = await Store.ContextAsync();
        Assert.Empty(await context.BulkActions.ToListAsync(Cancel));
    }
}

[OnPostgres]
public sealed class ReplayerTestsOnPostgres : ReplayerTests;
