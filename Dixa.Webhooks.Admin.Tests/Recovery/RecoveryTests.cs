using Dixa.Webhooks.Admin.BulkActions;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Domain.Replays;
using Dixa.Webhooks.Admin.Replays;
using Dixa.Webhooks.Admin.Subscriptions;
using Dixa.Webhooks.Admin.Support;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Recovery;

/// <summary>A webhook is disabled in an outage, and gets what it missed.</summary>
public class RecoveryTests : ReplayTest
{
    private RecoveryQueries Queries => Store.Service<RecoveryQueries>();

    private RecoveryStarter Starter => Store.Service<RecoveryStarter>();

    [Fact]
    public async Task What_an_outage_cost_is_counted_while_the_webhook_is_disabled_and_for_a_day_after()
    {
        var webhook = await OutageAsync();

        Assert.Equal((2, 1, 3, 6), Numbers(await FindAsync(webhook)));
        Assert.Null(await Queries.FindAsync(Actors.Support, webhook, Cancel));

        await SwitchAsync(webhook, true);
        await EventAsync();
        Assert.Equal((2, 1, 3, 6), Numbers(await FindAsync(webhook)));

        Store.Time.Advance(RecoveryQueries.OfferedFor - TimeSpan.FromSeconds(1));
        Assert.NotNull(await FindAsync(webhook));
        Store.Time.Advance(TimeSpan.FromSeconds(2));
        Assert.Null(await FindAsync(webhook));
    }

    [Fact]
    public async Task All_of_it_is_sent_once()
    {
        var webhook = await OutageAsync();
        var disabled = (await FindAsync(webhook))!.Disabled;
        Assert.Equal(new RecoveryResult.Refused(ResendPolicy.WebhookIsDisabled), await StartAsync(webhook, disabled, RecoveryIds.New()));
        await SwitchAsync(webhook, true);
        disabled = (await FindAsync(webhook))!.Disabled;
        var ids = RecoveryIds.New();

        Assert.Equal(new RecoveryResult.Started(3, 3), await StartAsync(webhook, disabled, ids));

        // While it runs, it is not offered again, and a second click starts nothing.
        Assert.Equal(0, (await FindAsync(webhook))!.Total);
        await StartAsync(webhook, disabled, ids);
        await Store.Service<BulkActionRunner>().RunAllAsync(Cancel);
        await StepAsync(5);
        var deliveries = await DeliveriesAsync();
        Assert.Equal((3, 3), (deliveries.Count(delivery => delivery.ResendOf is not null), deliveries.Count(delivery => delivery.ReplayId == ids.Replay)));
        Assert.Equal(0, (await FindAsync(webhook))!.Total);
        Assert.IsType<RecoveryResult.NothingToDo>(await StartAsync(webhook, disabled, RecoveryIds.New()));
        Assert.IsType<RecoveryResult.Forbidden>(await Starter.StartAsync(Actors.Support, webhook, disabled, RecoveryIds.New(), Cancel));
        Assert.IsType<RecoveryResult.NotFound>(await StartAsync(Guid.NewGuid(), disabled, RecoveryIds.New()));
    }

    [Fact]
    public async Task What_fails_after_the_webhook_was_enabled_is_not_part_of_the_outage()
    {
        var webhook = await OutageAsync();
        await SwitchAsync(webhook, true);
        Store.Time.Advance(TimeSpan.FromMinutes(1));
        await EndedAsync(webhook, DeliveryState.Failed);
        await EndedAsync(webhook, DeliveryState.Cancelled);

        Assert.Equal((2, 1, 3, 6), Numbers(await FindAsync(webhook)));
    }

    [Fact]
    public async Task The_last_test_since_the_webhook_was_disabled_is_known()
    {
        var webhook = await OutageAsync("http://127.0.0.1:9/");
        Assert.Null((await FindAsync(webhook))!.Test);

        var tested = Assert.IsType<SendResult.Tested>(await Store.Service<TestSender>().SendAsync(Actors.Administrator, webhook, Domain.Events.EventCatalogue.All[0], cancel: Cancel));

        var test = (await FindAsync(webhook))!.Test!;
        Assert.Equal((tested.DeliveryId, false), (test.DeliveryId, test.Result.Succeeded));
    }

    private static (int Cancelled, int Failed, int? Events, int Total) Numbers(MissedByWebhook? missed) => (missed!.Cancelled.Count, missed.Failed.Count, missed.Events, missed.Total);

    private Task<MissedByWebhook?> FindAsync(Guid webhook) => Queries.FindAsync(Actors.Administrator, webhook, Cancel);

    private Task<RecoveryResult> StartAsync(Guid webhook, DisabledSpan disabled, RecoveryIds ids) => Starter.StartAsync(Actors.Administrator, webhook, disabled, ids, Cancel);

    /// <summary>One delivery fails for good, two are pending when the webhook is disabled, and three events happen after that. A failure of the day before is not part of it.</summary>
    private async Task<Guid> OutageAsync(string? url = null)
    {
        var webhook = await WebhookAsync(url);
        await EndedAsync(webhook, DeliveryState.Failed);
        Store.Time.Advance(TimeSpan.FromDays(1));
        await EndedAsync(webhook, DeliveryState.Failed);
        await DeliveryOfAsync(webhook, await EventAsync(), DeliveryState.Pending);
        await DeliveryOfAsync(webhook, await EventAsync(), DeliveryState.Pending);
        await SwitchAsync(webhook, false);
        await EventsAsync(3);
        await EventAsync(Closed);
        return webhook;
    }

    private async Task EndedAsync(Guid webhook, DeliveryState state)
    {
        var delivery = await DeliveryOfAsync(webhook, await EventAsync(), state);
        var now = Store.Time.GetUtcNow();
        await using var context = await Store.ContextAsync();
        await context.Deliveries.Where(row => row.Id == delivery).ExecuteUpdateAsync(row => row.SetProperty(changed => changed.CompletedAt, now), Cancel);
    }

    private async Task SwitchAsync(Guid webhook, bool enabled)
    {
        Store.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.IsType<SaveResult.Saved>(await Store.Changes.SetEnabledAsync(Actors.Administrator, webhook, (await Store.WebhookAsync(webhook)).Revision, enabled, Cancel));
    }
}

[OnPostgres]
public sealed class RecoveryTestsOnPostgres : RecoveryTests;
