using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Domain.Subscriptions;
using Dixa.Webhooks.Admin.Support;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Subscriptions;

public class ResenderTests : DispatchTest
{
    private static readonly TimeSpan Delay = TimeSpan.FromMinutes(1);

    private Resender Resender => Store.Service<Resender>();

    [Fact]
    public async Task A_failed_delivery_is_resent_with_the_same_body_to_the_current_URL()
    {
        await using var receiver = await Receiver.StartAsync();
        receiver.Behavior = new Answer(500);
        var webhook = await AddWebhookAsync(receiver.Url.ToString());
        await PublishAsync(data: SampleData.With("\"n\":1.0e5"));
        await FailForGoodAsync(webhook);
        var original = Assert.Single(await DeliveriesAsync());
        await using var mended = await Receiver.StartAsync();
        mended.Secret = (await Store.WebhookAsync(webhook)).Secret.Reveal();
        var form = await Store.Reads.FormAsync(Actors.Administrator, webhook, Cancel);
        form!.Draft.Url = mended.Url.ToString();
        Assert.IsType<SaveResult.Saved>(await Store.Changes.EditAsync(Actors.Administrator, webhook, form.Revision, form.Draft, Cancel));

        var result = Assert.IsType<SendResult.Resent>(await Resender.ResendAsync(Actors.Administrator, webhook, original.Id, Cancel));
        await RunAsync();

        var request = Assert.Single(mended.Requests);
        Assert.Equal((SignatureVerdict.Valid, receiver.Requests[0].Text), (request.Verdict, request.Text));
        Assert.NotEqual(receiver.Requests[0].Headers["X-DIXA-SIGNATURE"], request.Headers["X-DIXA-SIGNATURE"]);
        var again = await Store.DeliveryAsync(result.DeliveryId);
        Assert.Equal((DeliveryState.Delivered, 1, original.Id, original.EventKey), (again.State, again.Attempts, again.ResendOf, again.EventKey));
        Assert.Equivalent(original, await Store.DeliveryAsync(original.Id), strict: true);
    }

    [Fact]
    public async Task A_failed_resend_is_retried_like_any_delivery()
    {
        await using var endpoint = RawEndpoint.Answering(500);
        var webhook = await AddWebhookAsync(endpoint.Url);
        var original = await Store.DeliveryAsync(webhook, state: DeliveryState.Failed);

        await Resender.ResendAsync(Actors.Administrator, webhook, original, Cancel);
        await FailForGoodAsync(webhook);

        Assert.Equal(5, endpoint.Requests);
        Assert.Equal((DeliveryState.Failed, 5), (await DeliveriesAsync()).Where(delivery => delivery.Id != original).Select(delivery => (delivery.State, delivery.Attempts)).Single());
    }

    [Theory]
    [InlineData(DeliveryState.Delivered)]
    [InlineData(DeliveryState.Failed)]
    [InlineData(DeliveryState.Cancelled)]
    public async Task An_ended_delivery_can_be_resent(DeliveryState state)
    {
        var webhook = await Store.CreateWebhookAsync();
        var original = await Store.DeliveryAsync(webhook, state: state);

        Assert.IsType<SendResult.Resent>(await Resender.ResendAsync(Actors.Administrator, webhook, original, Cancel));
    }

    [Fact]
    public async Task A_pending_delivery_cannot_be_resent()
    {
        var webhook = await Store.CreateWebhookAsync();
        var original = await Store.DeliveryAsync(webhook);

        var refused = Assert.IsType<SendResult.Refused>(await Resender.ResendAsync(Actors.Administrator, webhook, original, Cancel));

        Assert.Contains("pending", refused.Reason, StringComparison.Ordinal);
        Assert.Single(await DeliveriesAsync());
    }

    [Fact]
    public async Task Nothing_is_resent_to_a_disabled_webhook()
    {
        var webhook = await Store.CreateWebhookAsync(draft => draft.Enabled = false);
        var original = await Store.DeliveryAsync(webhook, state: DeliveryState.Failed);

        var one = Assert.IsType<SendResult.Refused>(await Resender.ResendAsync(Actors.Administrator, webhook, original, Cancel));
        var all = Assert.IsType<SendResult.Refused>(await Resender.ResendFailedAsync(Actors.Administrator, webhook, Store.Time.GetUtcNow(), dryRun: false, Cancel));

        Assert.Equal(one.Reason, all.Reason);
        Assert.Contains("disabled", one.Reason, StringComparison.Ordinal);
        Assert.Single(await DeliveriesAsync());
    }

    [Fact]
    public async Task Another_webhooks_delivery_is_not_found()
    {
        var (webhook, other) = (await Store.CreateWebhookAsync(), await Store.CreateWebhookAsync());
        var original = await Store.DeliveryAsync(other, state: DeliveryState.Failed);

        Assert.IsType<SendResult.NotFound>(await Resender.ResendAsync(Actors.Administrator, webhook, original, Cancel));
        Assert.IsType<SendResult.NotFound>(await Resender.ResendAsync(Actors.Administrator, Guid.NewGuid(), original, Cancel));
        Assert.IsType<SendResult.NotFound>(await Resender.ResendFailedAsync(Actors.Administrator, Guid.NewGuid(), default, dryRun: true, Cancel));
    }

    [Fact]
    public async Task Failed_deliveries_since_a_time_are_resent_once()
    {
        var (webhook, other) = (await Store.CreateWebhookAsync(), await Store.CreateWebhookAsync());
        await Store.DeliveryAsync(webhook, state: DeliveryState.Failed);
        Store.Time.Advance(TimeSpan.FromMinutes(1));
        var since = Store.Time.GetUtcNow();
        long[] failed = [await Store.DeliveryAsync(webhook, state: DeliveryState.Failed), await Store.DeliveryAsync(webhook, "CONVERSATION_RATED", DeliveryState.Failed)];
        await Store.DeliveryAsync(webhook, state: DeliveryState.Delivered);
        await Store.DeliveryAsync(webhook);
        await Store.DeliveryAsync(other, state: DeliveryState.Failed);
        await Store.DeliveryAsync(other, state: DeliveryState.Cancelled);

        Assert.Equal(new SendResult.ResentAll(2), await Resender.ResendFailedAsync(Actors.Administrator, webhook, since, dryRun: true, Cancel));
        Assert.Empty(await ResentAsync());
        Assert.Equal(new SendResult.ResentAll(2), await Resender.ResendFailedAsync(Actors.Administrator, webhook, since, dryRun: false, Cancel));
        Assert.Equal(new SendResult.ResentAll(0), await Resender.ResendFailedAsync(Actors.Administrator, webhook, since, dryRun: false, Cancel));

        Assert.Equal(failed, await ResentAsync());
    }

    [Fact]
    public async Task Deliveries_cancelled_by_disabling_can_be_resent_once_the_webhook_is_enabled()
    {
        await using var receiver = await Receiver.StartAsync();
        var webhook = await AddWebhookAsync(receiver.Url.ToString());
        var before = await Store.DeliveryAsync(webhook, state: DeliveryState.Cancelled);
        Store.Time.Advance(TimeSpan.FromMinutes(1));
        var since = Store.Time.GetUtcNow();
        var failed = await Store.DeliveryAsync(webhook, state: DeliveryState.Failed);
        for (var i = 0; i < 42; i++)
        {
            await Store.DeliveryAsync(webhook);
        }

        var revision = (await Store.WebhookAsync(webhook)).Revision;
        Assert.IsType<SaveResult.Saved>(await Store.Changes.SetEnabledAsync(Actors.Administrator, webhook, revision, enabled: false, Cancel));
        Assert.IsType<SaveResult.Saved>(await Store.Changes.SetEnabledAsync(Actors.Administrator, webhook, revision + 1, enabled: true, Cancel));

        Assert.Equal(new SendResult.ResentAll(1, 42), await Resender.ResendFailedAsync(Actors.Administrator, webhook, since, dryRun: true, Cancel));
        Assert.Equal(new SendResult.ResentAll(1, 42), await Resender.ResendFailedAsync(Actors.Administrator, webhook, since, dryRun: false, Cancel));
        Assert.Equal(new SendResult.ResentAll(0), await Resender.ResendFailedAsync(Actors.Administrator, webhook, since, dryRun: false, Cancel));

        var resent = await ResentAsync();
        Assert.Equal(43, resent.Distinct().Count());
        Assert.Contains(failed, resent);
        Assert.DoesNotContain(before, resent);
    }

    [Theory]
    [InlineData(ResendScope.Failed, 2, 0)]
    [InlineData(ResendScope.Cancelled, 0, 3)]
    [InlineData(ResendScope.All, 2, 3)]
    public async Task Only_the_chosen_kind_is_resent(ResendScope scope, int failed, int cancelled)
    {
        var webhook = await Store.CreateWebhookAsync();
        for (var i = 0; i < 5; i++)
        {
            await Store.DeliveryAsync(webhook, state: i < 2 ? DeliveryState.Failed : DeliveryState.Cancelled);
        }

        var which = new FailedDeliveries(default, Scope: scope);

        Assert.Equal(new SendResult.ResentAll(failed, cancelled), await Resender.ResendFailedAsync(Actors.Administrator, webhook, which, dryRun: true, progress: null, Cancel));
        Assert.Equal(new SendResult.ResentAll(failed, cancelled), await Resender.ResendFailedAsync(Actors.Administrator, webhook, which, dryRun: false, progress: null, Cancel));
        Assert.Equal(failed + cancelled, (await ResentAsync()).Count);
    }

    [Fact]
    public async Task Individually_resent_deliveries_and_tests_are_not_resent_with_the_cancelled_ones()
    {
        var webhook = await Store.CreateWebhookAsync();
        var resent = await Store.DeliveryAsync(webhook, state: DeliveryState.Cancelled);
        var key = (await Store.DeliveryAsync(resent)).EventKey;
        var now = Store.Time.GetUtcNow();
        await Store.StoreAsync(new Delivery { EventKey = key, SubscriptionId = webhook, EventType = "CONVERSATION_CREATED", State = DeliveryState.Cancelled, CreatedAt = now, CompletedAt = now, IsTest = true });
        Assert.IsType<SendResult.Resent>(await Resender.ResendAsync(Actors.Administrator, webhook, resent, Cancel));

        Assert.Equal(new SendResult.ResentAll(0), await Resender.ResendFailedAsync(Actors.Administrator, webhook, default, dryRun: false, Cancel));
    }

    [Fact]
    public async Task More_cancelled_deliveries_than_one_batch_are_resent()
    {
        var webhook = await Store.CreateWebhookAsync();
        await FailManyAsync(webhook, 1_201, DeliveryState.Cancelled);

        Assert.Equal(new SendResult.ResentAll(0, 1_201), await Resender.ResendFailedAsync(Actors.Administrator, webhook, default, dryRun: false, Cancel));

        Assert.Equal(1_201, (await ResentAsync()).Distinct().Count());
    }

    [Fact]
    public async Task The_time_of_the_last_failure_counts_and_not_the_creation()
    {
        await using var endpoint = RawEndpoint.Answering(500);
        var webhook = await AddWebhookAsync(endpoint.Url);
        await PublishAsync();
        await RunAsync();
        var since = Store.Time.GetUtcNow() + TimeSpan.FromSeconds(1);
        await FailForGoodAsync(webhook);
        var after = Store.Time.GetUtcNow() + TimeSpan.FromSeconds(1);

        Assert.Equal(new SendResult.ResentAll(1), await Resender.ResendFailedAsync(Actors.Administrator, webhook, since, dryRun: true, Cancel));
        Assert.Equal(new SendResult.ResentAll(0), await Resender.ResendFailedAsync(Actors.Administrator, webhook, after, dryRun: true, Cancel));
    }

    [Fact]
    public async Task More_than_one_batch_is_resent()
    {
        var webhook = await Store.CreateWebhookAsync();
        await FailManyAsync(webhook, 1_201);

        Assert.Equal(new SendResult.ResentAll(1_201), await Resender.ResendFailedAsync(Actors.Administrator, webhook, default, dryRun: false, Cancel));

        Assert.Equal(1_201, (await ResentAsync()).Distinct().Count());
    }

    [Fact]
    public async Task With_an_event_type_only_its_deliveries_are_resent()
    {
        var webhook = await Store.CreateWebhookAsync();
        await Store.DeliveryAsync(webhook, state: DeliveryState.Failed);
        var rated = await Store.DeliveryAsync(webhook, "CONVERSATION_RATED", DeliveryState.Failed);
        var which = new FailedDeliveries(default, "CONVERSATION_RATED");

        Assert.Equal(new SendResult.ResentAll(1), await Resender.ResendFailedAsync(Actors.Administrator, webhook, which, dryRun: true, progress: null, Cancel));
        Assert.Equal(new SendResult.ResentAll(1), await Resender.ResendFailedAsync(Actors.Administrator, webhook, which, dryRun: false, progress: null, Cancel));

        Assert.Equal([rated], await ResentAsync());
    }

    [Fact]
    public async Task Progress_is_reported_after_each_batch_and_the_resend_can_be_stopped()
    {
        var webhook = await Store.CreateWebhookAsync();
        await FailManyAsync(webhook, 1_201);
        using var stop = new CancellationTokenSource();
        var told = new Told(count =>
        {
            if (count == 1_000)
            {
                stop.Cancel();
            }
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Resender.ResendFailedAsync(Actors.Administrator, webhook, new FailedDeliveries(default), dryRun: false, told, stop.Token));

        Assert.Equal([500, 1_000], told.Counts);
        Assert.Equal(1_000, (await ResentAsync()).Distinct().Count());

        // The rest is resent by the next call.
        Assert.Equal(new SendResult.ResentAll(201), await Resender.ResendFailedAsync(Actors.Administrator, webhook, default, dryRun: false, Cancel));
    }

    [Fact]
    public async Task A_test_cannot_be_resent()
    {
        var webhook = await Store.CreateWebhookAsync();
        var key = (await Store.DeliveryAsync(await Store.DeliveryAsync(webhook, state: DeliveryState.Delivered))).EventKey;
        var test = new Delivery { EventKey = key, SubscriptionId = webhook, EventType = "CONVERSATION_CREATED", State = DeliveryState.Failed, CreatedAt = Store.Time.GetUtcNow(), IsTest = true };
        await Store.StoreAsync(test);

        Assert.Contains("test", Assert.IsType<SendResult.Refused>(await Resender.ResendAsync(Actors.Administrator, webhook, test.Id, Cancel)).Reason, StringComparison.Ordinal);
        Assert.Equal(new SendResult.ResentAll(0), await Resender.ResendFailedAsync(Actors.Administrator, webhook, default, dryRun: false, Cancel));
    }

    [Fact]
    public async Task Support_cannot_resend()
    {
        var webhook = await Store.CreateWebhookAsync();
        var original = await Store.DeliveryAsync(webhook, state: DeliveryState.Failed);

        Assert.IsType<SendResult.Forbidden>(await Resender.ResendAsync(Actors.Support, webhook, original, Cancel));
        Assert.IsType<SendResult.Forbidden>(await Resender.ResendFailedAsync(Actors.Support, webhook, default, dryRun: true, Cancel));
        Assert.Single(await DeliveriesAsync());
    }

    private async Task FailManyAsync(Guid webhook, int count, DeliveryState state = DeliveryState.Failed)
    {
        var first = await Store.DeliveryAsync(webhook, state: state);
        var key = (await Store.DeliveryAsync(first)).EventKey;
        await Store.StoreAsync([.. Enumerable.Range(1, count - 1).Select(_ => new Delivery
        {
            EventKey = key, SubscriptionId = webhook, EventType = "CONVERSATION_CREATED", State = state, CreatedAt = Store.Time.GetUtcNow(), DueAt = Store.Time.GetUtcNow(),
            CompletedAt = Store.Time.GetUtcNow(),
        })]);
    }

    private async Task FailForGoodAsync(Guid webhook)
    {
        await RunAsync();
        for (var i = 0; i < 4; i++)
        {
            await GoOnAsync(Delay, webhook);
        }
    }

    private async Task<IReadOnlyList<long>> ResentAsync()
    {
        await using var context = await Store.ContextAsync();
        return await context.Deliveries.Where(delivery => delivery.ResendOf != null).OrderBy(delivery => delivery.ResendOf).Select(delivery => delivery.ResendOf!.Value).ToListAsync(Cancel);
    }

    private sealed class Told(Action<int> then) : IProgress<int>
    {
        public List<int> Counts { get; } = [];

        public void Report(int value)
        {
            Counts.Add(value);
            then(value);
        }
    }
}

[OnPostgres]
public sealed class ResenderTestsOnPostgres : ResenderTests;
