using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Storage.Reads;
using Dixa.Webhooks.Admin.Support;

namespace Dixa.Webhooks.Admin.Dispatch.Lanes;

public sealed class DeliverySenderTests : DispatchTest
{
    private DeliverySender Sender => Store.Service<DeliverySender>();

    [Fact]
    public async Task A_delivery_is_sent_first_and_recorded_afterwards()
    {
        await using var endpoint = RawEndpoint.Answering(200);
        var lane = await FilledAsync(endpoint.Url);
        var delivery = lane.Take(Store.Time.GetTimestamp(), out _)!;

        var attempt = await Sender.SendAsync(lane, delivery);
        Assert.Equal((1, 1), (endpoint.Requests, lane.Unrecorded));
        Assert.Equal(DeliveryState.Pending, Assert.Single(await DeliveriesAsync()).State);

        await Sender.RecordAsync(lane, attempt!);
        Assert.Equal((0, 0), (lane.Unrecorded, Store.Service<DispatchLoad>().InFlight));
        Assert.Equal(DeliveryState.Delivered, Assert.Single(await DeliveriesAsync()).State);
    }

    [Fact]
    public async Task Without_a_lease_nothing_is_sent_and_the_delivery_can_be_read_again()
    {
        await using var endpoint = RawEndpoint.Answering(200);
        var lane = await FilledAsync(endpoint.Url);
        var delivery = lane.Take(Store.Time.GetTimestamp(), out _)!;
        lane.Lease.Extend(Store.Time.GetUtcNow(), endsAt: Store.Time.GetTimestamp());

        Assert.Null(await Sender.SendAsync(lane, delivery));

        Assert.Equal((0, 0), (endpoint.Requests, lane.Unrecorded));
        Assert.Empty(lane.PlanRead(Store.Time.GetUtcNow(), Store.Time.GetTimestamp()).Taken);
    }

    [Fact]
    public async Task A_delivery_that_cannot_be_attempted_is_parked_for_five_seconds()
    {
        var lane = Store.Service<LaneRegistry>().Of(await AddWebhookAsync("https://example.com/hook"));
        var plan = lane.PlanRead(Store.Time.GetUtcNow(), Store.Time.GetTimestamp());

        // Without a target every attempt throws, like when out of memory.
        lane.Fill(null!, new DueList(1, [new DueDelivery(7, "CONVERSATION_CREATED", [])], MoreDue: false, NextDueAt: null), plan, Store.Time.GetTimestamp());
        var delivery = lane.Take(Store.Time.GetTimestamp(), out _)!;

        Assert.Null(await Sender.SendAsync(lane, delivery));

        var now = Store.Time.GetUtcNow();
        Assert.Equal(0, lane.Unrecorded);
        Assert.Equal([7L], lane.PlanRead(now + TimeSpan.FromSeconds(4.9), Store.Time.GetTimestamp()).Taken);
        Assert.Empty(lane.PlanRead(now + TimeSpan.FromSeconds(5), Store.Time.GetTimestamp()).Taken);
    }

    /// <summary>A lane with one delivery that waits for a sender.</summary>
    private async Task<LaneState> FilledAsync(string url)
    {
        var lane = Store.Service<LaneRegistry>().Of(await AddWebhookAsync(url));
        await PublishAsync();
        Assert.Equal(1, await Store.Service<LaneReader>().FillAsync(lane));
        return lane;
    }
}
