using Dixa.Webhooks.Admin.Dispatch.Budget;
using Dixa.Webhooks.Admin.Dispatch.Lanes;
using Dixa.Webhooks.Admin.Storage.Reads;
using Dixa.Webhooks.Admin.Support;

namespace Dixa.Webhooks.Admin.Dispatch;

/// <summary>A read of due deliveries stops at a number of bytes, and the lane continues from there.</summary>
public class LargePayloadTests : DispatchTest
{
    private const int Large = 100_000;

    [Theory]
    [InlineData(350_000, 3, true)]
    [InlineData(300_000, 3, true)]
    [InlineData(299_999, 2, true)]
    [InlineData(1, 1, true)]
    [InlineData(1_000_000, 5, false)]
    public async Task A_read_ends_before_the_delivery_that_would_exceed_its_bytes_but_not_before_the_first(long bytes, int count, bool more)
    {
        var webhook = await AddWebhookAsync("http://127.0.0.1:9/hook");
        for (var i = 0; i < 5; i++)
        {
            await Store.DeliveryAsync(webhook, payload: new string('x', Large));
        }

        var list = await Store.Service<DueDeliveries>().ReadAsync(webhook, Store.Time.GetUtcNow(), maxCount: 10, bytes, new HashSet<long>());

        Assert.Equal((count, more, more), (list!.Deliveries.Count, list.MoreDue, list.End is not null));
        Assert.Equal(list.End?.Id, more ? list.Deliveries[^1].Id : null);
    }

    [Fact]
    public async Task Deliveries_that_are_taken_already_use_up_none_of_the_bytes()
    {
        var webhook = await AddWebhookAsync("http://127.0.0.1:9/hook");
        var ids = new List<long>();
        for (var i = 0; i < 5; i++)
        {
            ids.Add(await Store.DeliveryAsync(webhook, payload: new string('x', Large)));
        }

        var list = await Store.Service<DueDeliveries>().ReadAsync(webhook, Store.Time.GetUtcNow(), maxCount: 10, maxBytes: 2 * Large, ids.Take(3).ToHashSet());

        Assert.Equal(ids.Skip(3), list!.Deliveries.Select(delivery => delivery.Id));
    }

    [Fact]
    public async Task More_payloads_than_a_lane_may_read_at_a_time_are_all_sent_once()
    {
        await using var endpoint = RawEndpoint.Answering(200);
        var webhook = await AddWebhookAsync(endpoint.Url);
        for (var i = 0; i < 12; i++)
        {
            await Store.DeliveryAsync(webhook, payload: new string('x', 1_000_000));
        }

        Store.Service<LaneRegistry>().Wake(webhook);
        await RunAsync();

        Assert.All(await DeliveriesAsync(), delivery => Assert.Equal((Domain.Deliveries.DeliveryState.Delivered, 1), (delivery.State, delivery.Attempts)));
        Assert.Equal(12, endpoint.Requests);
        var budget = Store.Service<SendBudget>();
        Assert.Equal((0L, 0L), (budget.Bytes, budget.Requests));
    }

    [Fact]
    public async Task A_delivery_whose_attempt_fails_for_a_reason_of_ours_is_attempted_again_and_holds_up_nothing()
    {
        await using var endpoint = RawEndpoint.Answering(200);
        var webhook = await AddWebhookAsync(endpoint.Url);
        var id = await Store.DeliveryAsync(webhook);
        var lane = Store.Service<LaneRegistry>().Of(webhook);

        // Without a target every attempt throws, like when out of memory.
        Assert.True(lane.TryBegin());
        var room = lane.PlanRead(Store.Time.GetUtcNow(), Store.Time.GetTimestamp());
        var list = new DueList(1, [new DueDelivery(id, "CONVERSATION_CREATED", "{}"u8.ToArray())], MoreDue: false, NextDueAt: null);
        Store.Service<LaneRunner>().StartSenders(lane, lane.Fill(null!, list, room, Store.Time.GetTimestamp()));
        Assert.False(lane.End());
        await RunAsync();
        Assert.Equal((0, 0L), (endpoint.Requests, Store.Service<SendBudget>().Requests));

        await GoOnAsync(TimeSpan.FromSeconds(5), webhook);

        Assert.Equal(1, endpoint.Requests);
        Assert.All(await DeliveriesAsync(), delivery => Assert.Equal((Domain.Deliveries.DeliveryState.Delivered, 1), (delivery.State, delivery.Attempts)));
    }

    [Fact]
    public async Task A_lane_that_is_abandoned_reads_from_the_store_again_what_it_had_taken()
    {
        await using var endpoint = RawEndpoint.Answering(200);
        var webhook = await AddWebhookAsync(endpoint.Url);
        var id = await Store.DeliveryAsync(webhook);
        var lanes = Store.Service<LaneRegistry>();
        var lane = lanes.Of(webhook);
        Assert.True(lane.TryBegin());
        var room = lane.PlanRead(Store.Time.GetUtcNow(), Store.Time.GetTimestamp());
        Assert.Equal(1, lane.Fill(null!, new DueList(1, [new DueDelivery(id, "CONVERSATION_CREATED", [])], MoreDue: false, NextDueAt: null), room, 0));
        Assert.NotNull(lane.Take(0, out _));

        lanes.Abandon(lane);
        await RunAsync();

        Assert.NotSame(lane, lanes.Of(webhook));
        Assert.Equal((1, 0L), (endpoint.Requests, Store.Service<SendBudget>().Requests));
    }

    [Fact]
    public async Task The_other_senders_of_an_abandoned_lane_get_nothing_more_and_read_nothing_more()
    {
        await using var endpoint = RawEndpoint.Answering(200);
        var webhook = await AddWebhookAsync(endpoint.Url);
        DueDelivery[] due = [.. new[] { await Store.DeliveryAsync(webhook), await Store.DeliveryAsync(webhook) }.Select(id => new DueDelivery(id, "CONVERSATION_CREATED", []))];
        var lanes = Store.Service<LaneRegistry>();
        var lane = lanes.Of(webhook);
        Assert.True(lane.TryBegin());
        var room = lane.PlanRead(Store.Time.GetUtcNow(), Store.Time.GetTimestamp());
        Assert.Equal(2, lane.Fill(null!, new DueList(1, due, MoreDue: true, NextDueAt: null), room, 0));
        Assert.NotNull(lane.Take(0, out _));

        lanes.Abandon(lane);

        Assert.Null(lane.Take(0, out var wake));
        Assert.False(wake);
        Assert.Equal(0, lane.PlanRead(Store.Time.GetUtcNow(), Store.Time.GetTimestamp()).MaxCount);
    }
}

[OnPostgres]
public sealed class LargePayloadTestsOnPostgres : LargePayloadTests;
