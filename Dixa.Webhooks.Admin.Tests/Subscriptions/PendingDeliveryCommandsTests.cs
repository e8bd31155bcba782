using Dixa.Webhooks.Admin.Domain.Audit;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Recording;
using Dixa.Webhooks.Admin.Support;

namespace Dixa.Webhooks.Admin.Subscriptions;

public class PendingDeliveryCommandsTests : DispatchTest
{
    private PendingDeliveryCommands Commands => Store.Service<PendingDeliveryCommands>();

    [Fact]
    public async Task A_retry_is_made_now_and_not_at_its_time()
    {
        await using var receiver = await Receiver.StartAsync();
        receiver.Behavior = new Answer(500);
        var webhook = await AddWebhookAsync(receiver.Url.ToString());
        await PublishAsync();
        await RunAsync();
        var waiting = Assert.Single(await DeliveriesAsync());
        Assert.True(waiting.DueAt > Store.Time.GetUtcNow());
        receiver.Behavior = new Answer(200);

        Assert.IsType<PendingResult.Changed>(await Commands.RetryNowAsync(Actors.Administrator, webhook, waiting.Id, Cancel));
        await RunAsync();

        Assert.Equal(2, receiver.Requests.Count);
        var delivered = Assert.Single(await DeliveriesAsync());
        Assert.Equal((DeliveryState.Delivered, 2), (delivered.State, delivered.Attempts));
        Assert.IsType<Activity.DeliveryRetried>((await Store.AuditedAsync(webhook))[0].Activity);
        Assert.Equal(new PendingResult.Refused(PendingDeliveryPolicy.HasEnded), await Commands.RetryNowAsync(Actors.Administrator, webhook, waiting.Id, Cancel));
    }

    [Fact]
    public async Task A_cancelled_delivery_is_not_sent_and_is_counted()
    {
        var webhook = await Store.CreateWebhookAsync();
        var (one, other) = (await Store.DeliveryAsync(webhook), await Store.DeliveryAsync(webhook));

        Assert.IsType<PendingResult.Changed>(await Commands.CancelAsync(Actors.Administrator, webhook, one, Cancel));
        Assert.IsType<PendingResult.Changed>(await Commands.CancelAsync(Actors.Administrator, webhook, other, Cancel));

        Assert.All(await DeliveriesAsync(), delivery => Assert.Equal((DeliveryState.Cancelled, Store.Time.GetUtcNow()), (delivery.State, delivery.CompletedAt)));
        Assert.Equal(new DisableReason(DisableKind.CancelledByActor) { ActorName = Actors.Administrator.Name }, await Store.CancelledReasonAsync(one));
        Assert.Equal(2, Assert.Single(await Store.Service<OutcomeHistory>().HoursAsync(webhook, 1, Cancel)).Cancelled);
        Assert.Equal(2, (await Store.AuditedAsync(webhook)).Count(row => row.Activity is Activity.DeliveryCancelled));
        Assert.Equal(new PendingResult.Refused(PendingDeliveryPolicy.HasEnded), await Commands.CancelAsync(Actors.Administrator, webhook, one, Cancel));
    }

    [Fact]
    public async Task Only_administrators_change_the_deliveries_of_the_webhook()
    {
        var (webhook, other) = (await Store.CreateWebhookAsync(), await Store.CreateWebhookAsync());
        var delivery = await Store.DeliveryAsync(webhook);

        Assert.IsType<PendingResult.Forbidden>(await Commands.CancelAsync(Actors.Support, webhook, delivery, Cancel));
        Assert.IsType<PendingResult.Forbidden>(await Commands.RetryNowAsync(Actors.Support, webhook, delivery, Cancel));
        Assert.IsType<PendingResult.NotFound>(await Commands.CancelAsync(Actors.Administrator, other, delivery, Cancel));
        Assert.Equal(DeliveryState.Pending, Assert.Single(await DeliveriesAsync()).State);
    }

    [Theory]
    [InlineData(DeliveryState.Pending, 1, true, null)]
    [InlineData(DeliveryState.Pending, 0, true, PendingDeliveryPolicy.IsDue)]
    [InlineData(DeliveryState.Pending, 1, false, "The webhook is disabled. Enable it to retry deliveries.")]
    [InlineData(DeliveryState.Failed, 1, true, PendingDeliveryPolicy.HasEnded)]
    public void A_delivery_is_retried_only_if_it_waits(DeliveryState state, int minutes, bool enabled, string? error) =>
        Assert.Equal(error, PendingDeliveryPolicy.RetryError(state, DateTimeOffset.UnixEpoch.AddMinutes(minutes), enabled, DateTimeOffset.UnixEpoch));
}

[OnPostgres]
public sealed class PendingDeliveryCommandsTestsOnPostgres : PendingDeliveryCommandsTests;
