using Dixa.Webhooks.Admin.BulkActions;
using Dixa.Webhooks.Admin.Domain.BulkActions;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Domain.Events;
using Dixa.Webhooks.Admin.Domain.Replays;
using Dixa.Webhooks.Admin.Storage.Writes;
using Dixa.Webhooks.Admin.Subscriptions;
using Dixa.Webhooks.Admin.Support;

namespace Dixa.Webhooks.Admin.Replays;

public class ReplayHandlerTests : ReplayTest
{
    [Fact]
    public async Task Missed_events_arrive_once_in_their_order_and_are_marked()
    {
        await using var receiver = await Receiver.StartAsync();
        var webhook = await WebhookAsync(receiver.Url.ToString());
        var keys = new List<long>();
        for (var i = 0; i < 20; i++)
        {
            keys.Add(await EventAsync(i % 3 == 0 ? Rated : Created));
        }

        await DeliveryOfAsync(webhook, keys[4]);
        await EventAsync(Closed);
        keys.RemoveAt(4);
        var replay = await StartAsync(webhook);
        await StepAsync();
        await RunAsync();
        await StepAsync();

        Assert.Equal(keys, await ReplayedAsync(replay));
        Assert.Equal(keys.Count, receiver.Requests.Count);
        var action = await ActionAsync(replay);
        Assert.Equal((BulkActionState.Completed, 19, 19, 0), (action.State, action.Total, action.Done, action.Skipped));
        Assert.All((await DeliveriesAsync()).Where(delivery => delivery.ReplayId == replay), delivery => Assert.Equal((DeliveryState.Delivered, 1), (delivery.State, delivery.Attempts)));
    }

    [Fact]
    public async Task Events_with_a_smaller_key_but_a_later_time_follow_the_others_of_the_step()
    {
        var webhook = await WebhookAsync();
        var keys = await EventsAsync(3);
        await Store.ExecuteAsync($"UPDATE events SET received_at = received_at + {TimeSpan.FromMilliseconds(1_500).Ticks} WHERE id = {keys[0]}");

        var replay = await StartAsync(webhook);
        await StepAsync(2);

        Assert.Equal([keys[1], keys[0], keys[2]], await ReplayedAsync(replay));
    }

    [Fact]
    public async Task No_more_than_the_chosen_number_is_sent_per_second()
    {
        var webhook = await WebhookAsync();
        await EventsAsync(35);
        var replay = await StartAsync(webhook, Everything with { PerSecond = 10 });

        var sent = new List<int>();
        for (var i = 0; i < 5; i++)
        {
            await StepAsync();
            await EndAllAsync();
            sent.Add((await ReplayedAsync(replay)).Count);
        }

        Assert.Equal([10, 20, 30, 35, 35], sent);
    }

    [Fact]
    public async Task It_waits_while_the_lane_has_enough_to_do()
    {
        var webhook = await WebhookAsync();
        await EventsAsync(35);
        var replay = await StartAsync(webhook, Everything with { PerSecond = 10 });

        await StepAsync(3);
        Assert.Equal(10, (await ReplayedAsync(replay)).Count);

        await EndAllAsync();
        await StepAsync();
        Assert.Equal(20, (await ReplayedAsync(replay)).Count);
    }

    [Fact]
    public async Task Events_that_are_received_during_a_replay_are_not_part_of_it()
    {
        var webhook = await WebhookAsync();
        await EventsAsync(3);
        var replay = await StartAsync(webhook);
        await EventAsync();

        await StepAsync(2);

        Assert.Equal(3, (await ReplayedAsync(replay)).Count);
        Assert.Equal(1, (await CountAsync(webhook)).Count);
    }

    [Fact]
    public async Task What_lost_its_payload_after_the_start_is_left_out()
    {
        var webhook = await WebhookAsync();
        var keys = await EventsAsync(3);
        var replay = await StartAsync(webhook);
        await Store.Service<GroupCommit>().CommitAsync(new RemoveContent([new ContentToRemove(keys[1], "{}"u8.ToArray(), [])], ContentRemoval.Erasure, Store.Time.GetUtcNow()));

        await StepAsync(2);

        Assert.Equal([keys[0], keys[2]], await ReplayedAsync(replay));
        Assert.Equal(BulkActionState.Completed, (await ActionAsync(replay)).State);
    }

    [Fact]
    public async Task A_step_skips_what_has_a_delivery_or_no_payload_in_the_meantime()
    {
        var webhook = await WebhookAsync();
        List<long> keys = [await EventAsync(), await EventAsync(), await EventAsync(isRemoved: true), await EventAsync(isTest: true)];
        var replay = await StartAsync(webhook);
        await DeliveryOfAsync(webhook, keys[0], DeliveryState.Failed);

        var replayed = await Store.Service<GroupCommit>().CommitAsync(new ReplayEvents(replay, webhook, [.. keys, 1_000], await PositionAsync(replay), 1_000, Store.Time.GetUtcNow()));

        Assert.Equal(new EventsReplayed(1, 4), replayed);
        Assert.Equal([keys[1]], await ReplayedAsync(replay));
        var action = await ActionAsync(replay);
        Assert.Equal((1, 4), (action.Done, action.Skipped));
    }

    [Fact]
    public async Task A_step_is_stored_once()
    {
        var webhook = await WebhookAsync();
        var keys = await EventsAsync(2);
        var replay = await StartAsync(webhook);
        var write = new ReplayEvents(replay, webhook, keys, await PositionAsync(replay), keys[1], Store.Time.GetUtcNow());
        var store = Store.Service<GroupCommit>();

        Assert.Equal(new EventsReplayed(2, 0), await store.CommitAsync(write));
        Assert.Null(await store.CommitAsync(write));
        Assert.Equal(2, (await DeliveriesAsync()).Count);
    }

    [Fact]
    public async Task A_disabled_webhook_pauses_its_replay_until_it_is_enabled_and_resumed()
    {
        var webhook = await WebhookAsync();
        await EventsAsync(3);
        var replay = await StartAsync(webhook);
        await SetEnabledAsync(webhook, false);

        await StepAsync(2);
        var paused = await ActionAsync(replay);
        Assert.Equal((BulkActionState.Paused, 0), (paused.State, paused.Done));
        Assert.Contains("disabled", paused.Error, StringComparison.Ordinal);

        await SetEnabledAsync(webhook, true);
        Assert.IsType<BulkActionResult.Accepted>(await Store.Service<BulkActionCommands>().ResumeAsync(Actors.Administrator, replay, Cancel));
        await StepAsync(2);
        Assert.Equal((BulkActionState.Completed, 3), ((await ActionAsync(replay)).State, (await ActionAsync(replay)).Done));
    }

    [Fact]
    public async Task A_step_of_a_disabled_webhook_stores_nothing()
    {
        var webhook = await WebhookAsync();
        var keys = await EventsAsync(2);
        var replay = await StartAsync(webhook);
        await SetEnabledAsync(webhook, false);

        Assert.Null(await Store.Service<GroupCommit>().CommitAsync(new ReplayEvents(replay, webhook, keys, await PositionAsync(replay), keys[1], Store.Time.GetUtcNow())));
        Assert.Empty(await DeliveriesAsync());
    }

    [Fact]
    public async Task A_removed_webhook_ends_its_replay()
    {
        var webhook = await WebhookAsync();
        await EventsAsync(3);
        var replay = await StartAsync(webhook);
        Assert.IsType<SaveResult.Saved>(await Store.Changes.RemoveAsync(Actors.Administrator, webhook, 1, Cancel));

        await StepAsync(2);

        var action = await ActionAsync(replay);
        Assert.Equal((BulkActionState.Failed, "The webhook was removed."), (action.State, action.Error));
    }

    [Fact]
    public async Task A_cancelled_replay_keeps_what_it_sent_and_the_rest_can_be_sent_later()
    {
        var webhook = await WebhookAsync();
        await EventsAsync(25);
        var first = await StartAsync(webhook, Everything with { PerSecond = 10 });
        await StepAsync();

        Assert.IsType<BulkActionResult.Accepted>(await Store.Service<BulkActionCommands>().CancelAsync(Actors.Administrator, first, Cancel));
        await StepAsync(2);
        Assert.Equal(10, (await ReplayedAsync(first)).Count);

        await EndAllAsync();
        var second = await StartAsync(webhook);
        await StepAsync(2);
        Assert.Equal(15, (await ReplayedAsync(second)).Count);
        Assert.Equal(25, (await DeliveriesAsync()).Select(delivery => delivery.EventKey).Distinct().Count());
    }

    [Fact]
    public async Task It_pauses_while_the_endpoint_keeps_failing_and_does_not_disable_the_webhook()
    {
        await using var endpoint = RawEndpoint.Answering(500);
        var webhook = await WebhookAsync(endpoint.Url);
        await EventsAsync(60);
        var replay = await StartAsync(webhook);

        await StepAsync();
        await RunAsync();
        await StepAsync();
        await Store.Make<Dispatch.Jobs.AutoDisableSweep>().RunAsync(Cancel);

        var action = await ActionAsync(replay);
        Assert.Equal((BulkActionState.Paused, 50), (action.State, action.Done));
        Assert.Contains("25 events could not be delivered", action.Error, StringComparison.Ordinal);
        Assert.True((await Store.WebhookAsync(webhook)).Enabled);

        // The endpoint may have been repaired since.
        Store.Time.Advance(TimeSpan.FromMinutes(10));
        await EndAllAsync();
        await Store.Service<BulkActionCommands>().ResumeAsync(Actors.Administrator, replay, Cancel);
        await StepAsync(2);
        Assert.Equal(60, (await ActionAsync(replay)).Done);
    }

    [Fact]
    public async Task A_long_span_with_few_missed_events_is_read_to_its_end()
    {
        var webhook = await WebhookAsync();
        await Store.BacklogAsync(webhook, 12_000);
        await Store.ExecuteAsync("UPDATE deliveries SET state = 1");
        var last = await EventAsync();

        Assert.Equal(1, (await CountAsync(webhook)).Count);
        var replay = await StartAsync(webhook);
        await StepAsync(2);

        Assert.Equal([last], await ReplayedAsync(replay));
        Assert.Equal(BulkActionState.Completed, (await ActionAsync(replay)).State);
    }

    private async Task SetEnabledAsync(Guid webhook, bool enabled) =>
        Assert.IsType<SaveResult.Saved>(await Store.Changes.SetEnabledAsync(Actors.Administrator, webhook, (await Store.WebhookAsync(webhook)).Revision, enabled, Cancel));

    private Task EndAllAsync() => Store.ExecuteAsync("UPDATE deliveries SET state = 1 WHERE state = 0");

    private async Task<long> PositionAsync(Guid replay)
    {
        await using var context = await Store.ContextAsync();
        return context.BulkActions.Single(action => action.Id == replay).Position;
    }
}

[OnPostgres]
public sealed class ReplayHandlerTestsOnPostgres : ReplayHandlerTests;
