using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Support;

namespace Dixa.Webhooks.Admin.Dispatch.Lanes;

public class LaneJobTests : DispatchTest
{
    [Fact]
    public async Task A_backlog_larger_than_any_batch_drains_fully_and_each_delivery_is_sent_once()
    {
        await using var endpoint = RawEndpoint.Answering(200);
        await AddWebhookAsync(endpoint.Url);
        for (var thousand = 0; thousand < 5; thousand++)
        {
            await PublishAsync(1_000);
        }

        await RunAsync();

        var deliveries = await DeliveriesAsync();
        Assert.Equal(5_000, deliveries.Count);
        Assert.All(deliveries, delivery => Assert.Equal((DeliveryState.Delivered, 1), (delivery.State, delivery.Attempts)));
        Assert.Equal(5_000, endpoint.Requests);
    }

    [Fact]
    public async Task An_active_lane_refills_itself_so_that_one_job_drains_its_backlog()
    {
        await using var endpoint = RawEndpoint.Answering(200);
        var webhook = await AddWebhookAsync(endpoint.Url);
        await PublishAsync(1_000);

        await Store.Make<LaneJob>().RunAsync(webhook, Cancel);

        await Eventually.BecomesTrueAsync(() => endpoint.Requests == 1_000, "everything is sent", TimeSpan.FromSeconds(60));
        await Eventually.BecomesTrueAsync(() => Store.Service<DispatchLoad>().InFlight == 0, "everything is recorded");
        Assert.All(await DeliveriesAsync(), delivery => Assert.Equal((DeliveryState.Delivered, 1), (delivery.State, delivery.Attempts)));
    }

    [Fact]
    public async Task An_active_lane_stops_reading_when_the_application_stops()
    {
        var answer = new TaskCompletionSource();
        await using var endpoint = RawEndpoint.Answering(200, once: answer.Task);
        var webhook = await AddWebhookAsync(endpoint.Url);
        await PublishAsync(100);
        await Store.Make<LaneJob>().RunAsync(webhook, Cancel);
        await Eventually.BecomesTrueAsync(() => endpoint.Requests == 16, "every slot is taken");

        Store.Service<LaneRegistry>().Stop();
        answer.SetResult();
        await Eventually.BecomesTrueAsync(() => Store.Service<DispatchLoad>().InFlight == 0, "what is in flight ends");

        Assert.Equal(16, endpoint.Requests);
        Assert.Equal(16, (await DeliveriesAsync()).Count(delivery => delivery.State is DeliveryState.Delivered));
    }

    [Fact]
    public async Task A_lane_that_hangs_releases_its_worker_and_has_no_more_requests_than_allowed()
    {
        await using var endpoint = RawEndpoint.Hanging();
        var webhook = await AddWebhookAsync(endpoint.Url);
        await PublishAsync(40);

        // The job ends although no request has ended: a lane never waits for the slowest one.
        await Store.Make<LaneJob>().RunAsync(webhook, Cancel);
        await Eventually.BecomesTrueAsync(() => endpoint.Requests == 16, "every slot is taken");
        Assert.Equal(16, Store.Service<DispatchLoad>().InFlight);

        // Further jobs add no requests. When requests time out, others replace them.
        foreach (var requests in (int[])[16, 32, 40])
        {
            await Store.Make<LaneJob>().RunAsync(webhook, Cancel);
            await Store.Jobs.RunLanesUntilAsync(Store, () => endpoint.Requests == requests, $"{requests} requests");
            await Eventually.PoolSettlesAsync();
            Assert.Equal(requests, endpoint.Requests);
            Store.Time.Advance(TimeSpan.FromSeconds(11));
        }

        await RunAsync();
        Assert.All(await DeliveriesAsync(), delivery => Assert.Equal((1, FailureClass.Timeout), (delivery.Attempts, delivery.LastFailure)));
    }

    [Fact]
    public async Task A_lane_that_hangs_does_not_delay_another()
    {
        await using var hanging = RawEndpoint.Hanging();
        await using var healthy = RawEndpoint.Answering(200);
        await AddWebhookAsync(hanging.Url);
        await AddWebhookAsync(healthy.Url);
        await PublishAsync(400);

        await Store.Jobs.RunLanesUntilAsync(Store, () => healthy.Requests == 400, "the healthy endpoint has everything");

        Assert.Equal(16, hanging.Requests);
    }

    [Fact]
    public async Task Fifty_lanes_that_hang_hold_no_worker_so_that_one_is_enough_for_a_healthy_one()
    {
        await using var hanging = RawEndpoint.Hanging();
        await using var healthy = RawEndpoint.Answering(200);
        for (var i = 0; i < 50; i++)
        {
            await AddWebhookAsync(hanging.Url);
        }

        await AddWebhookAsync(healthy.Url);
        await PublishAsync(20);

        // One job after another, like a single worker.
        await Store.Jobs.RunLanesUntilAsync(Store, () => healthy.Requests == 20 && hanging.Requests == 50 * 16, "everything is sent that may be");
    }

    [Fact]
    public async Task A_webhook_that_was_removed_ends_its_lane()
    {
        await using var endpoint = RawEndpoint.Answering(200);
        var webhook = await AddWebhookAsync(endpoint.Url);
        await PublishAsync();
        await Store.Changes.RemoveAsync(Actors.Administrator, webhook, (await Store.WebhookAsync(webhook)).Revision, Cancel);

        await RunAsync();

        Assert.Equal(0, endpoint.Requests);
        Assert.Empty(await DeliveriesAsync());
    }

    [Fact]
    public async Task A_success_of_a_delivery_that_was_cancelled_in_flight_is_recorded_as_delivered()
    {
        var answer = new TaskCompletionSource();
        await using var endpoint = RawEndpoint.Answering(200, once: answer.Task);
        var webhook = await AddWebhookAsync(endpoint.Url);
        await PublishAsync();
        await Store.Make<LaneJob>().RunAsync(webhook, Cancel);
        await Eventually.BecomesTrueAsync(() => endpoint.Requests == 1, "the request is in flight");

        await Store.Changes.SetEnabledAsync(Actors.Administrator, webhook, (await Store.WebhookAsync(webhook)).Revision, enabled: false, Cancel);
        Assert.Equal(DeliveryState.Cancelled, Assert.Single(await DeliveriesAsync()).State);
        answer.SetResult();
        await Eventually.BecomesTrueAsync(() => Store.Service<DispatchLoad>().InFlight == 0, "the request ends");

        var delivery = Assert.Single(await DeliveriesAsync());
        Assert.Equal((DeliveryState.Delivered, null), (delivery.State, delivery.CancellationId));
    }
}

[OnPostgres]
public sealed class LaneJobTestsOnPostgres : LaneJobTests;
