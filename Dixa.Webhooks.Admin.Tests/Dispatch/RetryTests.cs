using Dixa.Webhooks.Admin.Dispatch.Jobs;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Storage.Writes;
using Dixa.Webhooks.Admin.Support;

namespace Dixa.Webhooks.Admin.Dispatch;

public class RetryTests : DispatchTest
{
    private static readonly TimeSpan Delay = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task A_success_is_recorded_once_and_not_repeated()
    {
        await using var endpoint = RawEndpoint.Answering(204);
        var webhook = await AddWebhookAsync(endpoint.Url);
        await PublishAsync();
        await RunAsync();
        await GoOnAsync(TimeSpan.FromHours(1), webhook);

        var delivery = Assert.Single(await DeliveriesAsync());
        Assert.Equal((DeliveryState.Delivered, 1, 204), (delivery.State, delivery.Attempts, delivery.LastStatusCode));
        Assert.Equal(1, endpoint.Requests);
        Store.Time.Advance(TimeSpan.FromHours(1));
        Assert.Empty(Store.Jobs.Lanes);
    }

    [Fact]
    public async Task A_retry_is_not_early()
    {
        await using var endpoint = RawEndpoint.Answering(500);
        var webhook = await AddWebhookAsync(endpoint.Url);
        await PublishAsync();
        await RunAsync();

        await GoOnAsync(Delay - TimeSpan.FromMilliseconds(1), webhook);
        Assert.Equal(1, endpoint.Requests);

        await GoOnAsync(TimeSpan.FromMilliseconds(1), webhook);
        Assert.Equal(2, endpoint.Requests);
    }

    [Fact]
    public async Task A_retry_is_scheduled_within_the_second_after_it_is_due()
    {
        await using var endpoint = RawEndpoint.Answering(500);
        var webhook = await AddWebhookAsync(endpoint.Url);
        await PublishAsync();
        await RunAsync();

        Store.Time.Advance(Delay - TimeSpan.FromMilliseconds(1));
        Assert.Empty(Store.Jobs.Lanes);
        Store.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal([webhook], Store.Jobs.Lanes);
        await RunAsync();
        Assert.Equal(2, endpoint.Requests);
    }

    [Fact]
    public async Task A_fifth_failure_is_not_retried()
    {
        await using var endpoint = RawEndpoint.Answering(500);
        var webhook = await AddWebhookAsync(endpoint.Url);
        await PublishAsync();
        await RunAsync();
        for (var i = 0; i < 10; i++)
        {
            await GoOnAsync(Delay, webhook);
        }

        var delivery = Assert.Single(await DeliveriesAsync());
        Assert.Equal((DeliveryState.Failed, 5), (delivery.State, delivery.Attempts));
        Assert.Equal([1, 2, 3, 4, 5], (await AttemptsAsync()).Select(attempt => attempt.Number));
        Assert.Equal(5, endpoint.Requests);
    }

    [Fact]
    public async Task A_retry_goes_to_the_address_that_the_webhook_has_by_then_with_the_same_body()
    {
        await using var broken = RawEndpoint.Answering(503);
        await using var mended = RawEndpoint.Answering(200);
        var webhook = await AddWebhookAsync(broken.Url);
        await PublishAsync(data: SampleData.With("\"n\":1.0e5"));
        await RunAsync();

        var form = await Store.Reads.FormAsync(Actors.Administrator, webhook, Cancel);
        form!.Draft.Url = mended.Url;
        Assert.IsType<Admin.Subscriptions.SaveResult.Saved>(await Store.Changes.EditAsync(Actors.Administrator, webhook, form.Revision, form.Draft, Cancel));
        await GoOnAsync(Delay, webhook);

        Assert.Equal((1, 1), (broken.Requests, mended.Requests));
        Assert.Equal(Body(broken.LastRequest), Body(mended.LastRequest));
        Assert.NotEqual(Signature(broken.LastRequest), Signature(mended.LastRequest));
        Assert.Equal(2, Assert.Single(await DeliveriesAsync()).Attempts);
    }

    [Fact]
    public async Task A_webhook_that_was_disabled_gets_nothing_more_and_its_pending_deliveries_end_with_the_reason()
    {
        await using var endpoint = RawEndpoint.Answering(500);
        var webhook = await AddWebhookAsync(endpoint.Url);
        await PublishAsync();
        await RunAsync();

        var revision = (await Store.WebhookAsync(webhook)).Revision;
        await Store.Changes.SetEnabledAsync(Actors.Administrator, webhook, revision, enabled: false, Cancel);
        await PublishAsync();
        await GoOnAsync(Delay, webhook);

        var delivery = Assert.Single(await DeliveriesAsync());
        Assert.Equal((DeliveryState.Cancelled, DisableReason.By(Actors.Administrator)), (delivery.State, await Store.CancelledReasonAsync(delivery.Id)));
        Assert.Equal(1, endpoint.Requests);
    }

    [Fact]
    public async Task A_lane_that_another_process_holds_is_left_alone_until_its_lease_ends_and_no_number_is_skipped()
    {
        await using var endpoint = RawEndpoint.Answering(500);
        var webhook = await AddWebhookAsync(endpoint.Url);
        await PublishAsync();
        await RunAsync();
        Store.Time.Advance(Delay);

        // Another process leased the lane and was killed.
        var now = Store.Time.GetUtcNow();
        var lease = await Store.Service<GroupCommit>().CommitAsync(
            new Storage.Writes.LeaseLane(webhook, Guid.NewGuid(), now, now + TimeSpan.FromSeconds(30)));
        Assert.True(lease!.Held);

        await GoOnAsync(TimeSpan.FromSeconds(29), webhook);
        Assert.Equal(1, endpoint.Requests);

        Store.Time.Advance(TimeSpan.FromSeconds(1.1));
        Assert.Contains(webhook, Store.Jobs.Lanes);
        await RunAsync();
        Assert.Equal([1, 2], (await AttemptsAsync()).Select(attempt => attempt.Number));
    }

    [Fact]
    public async Task The_recover_job_wakes_a_lane_whose_hint_was_lost()
    {
        await using var endpoint = RawEndpoint.Answering(200);
        var webhook = await AddWebhookAsync(endpoint.Url);
        await Store.DeliveryAsync(webhook);
        Assert.Empty(Store.Jobs.Lanes);

        await Store.Make<RecoverJob>().RunAsync(Cancel);
        await RunAsync();

        Assert.Equal(1, endpoint.Requests);
    }

    [Fact]
    public async Task A_lane_whose_job_was_lost_is_woken_by_the_recover_job_and_no_delivery_is_early_for_it()
    {
        await using var endpoint = RawEndpoint.Answering(500);
        var webhook = await AddWebhookAsync(endpoint.Url);
        await PublishAsync();
        Store.Jobs.Lose();

        // The hint may still be queued; only after this time it counts as lost.
        await RecoverAsync();
        Assert.Equal(0, endpoint.Requests);
        Store.Time.Advance(TimeSpan.FromSeconds(30));
        await RecoverAsync();
        Assert.Equal(1, endpoint.Requests);

        Store.Time.Advance(Delay - TimeSpan.FromTicks(1));
        await RecoverAsync();
        Assert.Equal(1, endpoint.Requests);
        Store.Time.Advance(TimeSpan.FromTicks(1));
        await RecoverAsync();
        Assert.Equal([1, 2], (await AttemptsAsync()).Select(attempt => attempt.Number));
    }

    private async Task RecoverAsync()
    {
        await Store.Make<RecoverJob>().RunAsync(Cancel);
        await RunAsync();
    }

    private static string Body(string request) => request[(request.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..];

    private static string Signature(string request) => request.Split("\r\n").Single(line => line.StartsWith("X-DIXA-SIGNATURE: ", StringComparison.Ordinal));
}

[OnPostgres]
public sealed class RetryTestsOnPostgres : RetryTests;
