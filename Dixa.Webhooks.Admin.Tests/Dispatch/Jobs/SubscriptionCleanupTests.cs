using Dixa.Webhooks.Admin.Dispatch.Lanes;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Domain.Events;
using Dixa.Webhooks.Admin.Storage.Writes;
using Dixa.Webhooks.Admin.Subscriptions;
using Dixa.Webhooks.Admin.Support;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Dispatch.Jobs;

public class SubscriptionCleanupTests : DispatchTest
{
    private const int Many = (2 * SubscriptionCleanup.BatchSize) + 500;

    [Fact]
    public async Task A_long_backlog_is_cancelled_in_batches_and_the_first_one_at_once()
    {
        var webhook = await DisabledWithBacklogAsync();

        Assert.Equal(SubscriptionCleanup.BatchSize, await CountAsync(DeliveryState.Cancelled));

        await Store.Service<SubscriptionCleanup>().CancelRemainingAsync(webhook, Cancel);

        Assert.Equal((0, Many), (await CountAsync(DeliveryState.Pending), await CountAsync(DeliveryState.Cancelled)));
        await using var context = await Store.ContextAsync();
        var cancellation = await context.Cancellations.SingleAsync(Cancel);
        Assert.Equal(DisableReason.By(Actors.Administrator), cancellation.Reason);
        Assert.All(await DeliveriesAsync(), delivery => Assert.Equal((cancellation.Id, Store.Time.GetUtcNow()), (delivery.CancellationId!.Value, delivery.CompletedAt!.Value)));
    }

    [Fact]
    public async Task What_is_not_cancelled_yet_is_not_sent()
    {
        var webhook = await DisabledWithBacklogAsync();

        await Store.Make<LaneJob>().RunAsync(webhook, Cancel);

        Assert.Equal(0, Store.Service<DispatchLoad>().InFlight);
        Assert.Equal(Many - SubscriptionCleanup.BatchSize, await CountAsync(DeliveryState.Pending));
    }

    [Fact]
    public async Task Enabling_again_at_once_cancels_the_rest_first()
    {
        var webhook = await DisabledWithBacklogAsync();

        Assert.IsType<SaveResult.Saved>(await Store.Changes.SetEnabledAsync(Actors.Administrator, webhook, 2, enabled: true, Cancel));

        Assert.Equal((0, Many), (await CountAsync(DeliveryState.Pending), await CountAsync(DeliveryState.Cancelled)));
    }

    [Fact]
    public async Task What_a_killed_process_left_pending_of_a_disabled_webhook_is_cancelled_by_the_recover_job()
    {
        await DisabledWithBacklogAsync();

        for (var left = Many - SubscriptionCleanup.BatchSize; left > 0; left -= SubscriptionCleanup.BatchSize)
        {
            await Store.Make<RecoverJob>().RunAsync(Cancel);
        }

        Assert.Equal((0, Many), (await CountAsync(DeliveryState.Pending), await CountAsync(DeliveryState.Cancelled)));
    }

    [Fact]
    public async Task Nothing_of_an_enabled_webhook_is_cancelled()
    {
        var webhook = await Store.CreateWebhookAsync();
        await Store.BacklogAsync(webhook, 10);

        await Store.Service<SubscriptionCleanup>().CancelPendingAsync(webhook);

        Assert.Equal(10, await CountAsync(DeliveryState.Pending));
    }

    [Fact]
    public async Task A_removed_webhook_is_gone_at_once_and_its_long_history_is_deleted_in_batches()
    {
        var (webhook, other) = (await Store.CreateWebhookAsync(), await Store.CreateWebhookAsync());
        await Store.BacklogAsync(webhook, Many);
        var kept = await Store.DeliveryAsync(other);
        await RecordAsync(webhook, (await DeliveriesAsync())[^2].Id);
        await RecordAsync(other, kept);

        Assert.IsType<SaveResult.Saved>(await Store.Changes.RemoveAsync(Actors.Administrator, webhook, 1, Cancel));

        Assert.Equal(Many - SubscriptionCleanup.BatchSize + 1, (await DeliveriesAsync()).Count);
        await using (var context = await Store.ContextAsync())
        {
            Assert.Equal([other], await context.Subscriptions.Select(row => row.Id).ToListAsync(Cancel));
            Assert.Equal([webhook], await context.PendingRemovals.Select(row => row.SubscriptionId).ToListAsync(Cancel));
        }

        // As if the process had been killed: the recover job of the next process continues.
        for (var left = Many - SubscriptionCleanup.BatchSize; left > 0; left -= SubscriptionCleanup.BatchSize)
        {
            await Store.Make<RecoverJob>().RunAsync(Cancel);
        }

        Assert.Equal([kept], (await DeliveriesAsync()).Select(delivery => delivery.Id));
        Assert.Equal([other], (await AttemptsAsync()).Select(attempt => attempt.SubscriptionId));
        await using var after = await Store.ContextAsync();
        Assert.Empty(await after.PendingRemovals.ToListAsync(Cancel));
    }

    [Fact]
    public async Task A_response_that_comes_after_the_removal_is_recorded_nowhere()
    {
        var webhook = await Store.CreateWebhookAsync();
        var delivery = await Store.DeliveryAsync(webhook);
        await Store.Changes.RemoveAsync(Actors.Administrator, webhook, 1, Cancel);

        Assert.Null(await RecordAsync(webhook, delivery));
        Assert.Empty(await AttemptsAsync());
    }

    [Fact]
    public async Task Nor_is_one_that_comes_while_a_long_history_is_still_being_cleared()
    {
        var webhook = await Store.CreateWebhookAsync();
        await Store.BacklogAsync(webhook, Many);
        var last = (await DeliveriesAsync())[^1].Id;
        await Store.Changes.RemoveAsync(Actors.Administrator, webhook, 1, Cancel);
        Assert.NotNull(await Store.DeliveryAsync(last));

        Assert.Null(await RecordAsync(webhook, last));
        Assert.Empty(await AttemptsAsync());
    }

    [Fact]
    public async Task The_events_of_a_removed_webhook_stay_for_others_except_its_tests()
    {
        await using var receiver = await Receiver.StartAsync();
        var webhook = await AddWebhookAsync(receiver.Url.ToString());
        await PublishAsync(2);
        Assert.IsType<SendResult.Tested>(await Store.Service<TestSender>().SendAsync(Actors.Administrator, webhook, EventCatalogue.All[0], cancel: Cancel));

        Assert.IsType<SaveResult.Saved>(await Store.Changes.RemoveAsync(Actors.Administrator, webhook, 1, Cancel));

        Assert.Empty(await DeliveriesAsync());
        await using var context = await Store.ContextAsync();
        Assert.Equal([false, false], await context.Events.Select(stored => stored.IsTest).ToListAsync(Cancel));
    }

    private async Task<Guid> DisabledWithBacklogAsync()
    {
        var webhook = await Store.CreateWebhookAsync();
        await Store.BacklogAsync(webhook, Many);
        Assert.IsType<SaveResult.Saved>(await Store.Changes.SetEnabledAsync(Actors.Administrator, webhook, 1, enabled: false, Cancel));
        return webhook;
    }

    private async Task<int> CountAsync(DeliveryState state) => (await DeliveriesAsync()).Count(delivery => delivery.State == state);

    private Task<RecordedAttempt?> RecordAsync(Guid webhook, long delivery) => Store.Service<Recording.AttemptRecorder>().RecordAsync(
        new EndedAttempt(delivery, webhook, "CONVERSATION_CREATED", Store.Time.GetUtcNow(), TimeSpan.Zero, Store.Time.GetUtcNow(), AttemptResult.Responded(200)),
        new RetryRule(5, TimeSpan.FromMinutes(1)));
}

[OnPostgres]
public sealed class SubscriptionCleanupTestsOnPostgres : SubscriptionCleanupTests;
