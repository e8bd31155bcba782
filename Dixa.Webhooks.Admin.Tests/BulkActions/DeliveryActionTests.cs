using Dixa.Webhooks.Admin.Audit;
using Dixa.Webhooks.Admin.BulkActions.Deliveries;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Audit;
using Dixa.Webhooks.Admin.Domain.BulkActions;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Recording.Finding;
using Dixa.Webhooks.Admin.Storage.Tables;
using Dixa.Webhooks.Admin.Storage.Writes;
using Dixa.Webhooks.Admin.Support;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.BulkActions;

public class DeliveryActionTests : BulkActionTest
{
    [Fact]
    public async Task Exactly_the_planned_deliveries_are_resent_once_each()
    {
        var (crm, shop) = (await WebhookAsync("CRM"), await WebhookAsync("Shop"));
        List<long> planned = [.. await DeliveriesAsync(crm, 3), .. await DeliveriesAsync(shop, 2, DeliveryState.Cancelled)];
        var plan = await PlanAsync(new FindQuery());
        await DeliveriesAsync(crm, 1);

        var id = await StartAsync(plan);
        await Runner.RunAllAsync(Cancel);

        Assert.Equal(planned, (await ResendsAsync()).Select(resend => resend.ResendOf!.Value).Order());
        Assert.All(await ResendsAsync(), resend => Assert.Equal((DeliveryState.Pending, 0, Store.Time.GetUtcNow()), (resend.State, resend.Attempts, resend.DueAt)));
        var action = await FindAsync(id);
        Assert.Equal((BulkActionState.Completed, 5, 5, 0), (action.State, action.Total, action.Done, action.Skipped));
        Assert.Equal(Store.Time.GetUtcNow(), action.EndedAt);
        await using var context = await Store.ContextAsync();
        Assert.False(await context.BulkParts.AnyAsync(Cancel));
    }

    [Fact]
    public async Task A_second_action_on_the_same_deliveries_skips_them()
    {
        await DeliveriesAsync(await WebhookAsync("CRM"), 3);
        var plan = await PlanAsync(new FindQuery());

        var (first, second) = (await StartAsync(plan), await StartAsync(plan));
        await Runner.RunAllAsync(Cancel);

        Assert.Equal(3, (await ResendsAsync()).Count);
        Assert.Equal((3, 3), ((await FindAsync(first)).Done, (await FindAsync(second)).Skipped));
    }

    [Fact]
    public async Task Asked_twice_with_the_same_id_it_is_started_once()
    {
        await DeliveriesAsync(await WebhookAsync("CRM"), 3);
        var (plan, id) = (await PlanAsync(new FindQuery()), Guid.NewGuid());

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => StartAsync(plan, id), Cancel)));

        Assert.Single(await Store.Service<BulkActionQueries>().ListAsync(cancel: Cancel));
        Assert.Single(await AuditedAsync(), row => row.Action is AuditAction.BulkResendStarted);
    }

    [Fact]
    public async Task At_most_200_resends_wait_in_a_lane_and_more_follow_as_they_end()
    {
        var webhook = await WebhookAsync("CRM");
        var deliveries = await ManyAsync(webhook, 1_500);
        var other = await WebhookAsync("Other");
        var few = await DeliveriesAsync(other, 3);
        var id = await StartAsync(await PlanAsync(new FindQuery()));

        Assert.InRange(await Runner.RunAllAsync(Cancel), TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(2));
        var first = await ResendsAsync();
        Assert.Equal(200, first.Count(resend => resend.SubscriptionId == webhook));

        // A full lane does not hold up another one.
        Assert.Equal(few, first.Where(resend => resend.SubscriptionId == other).Select(resend => resend.ResendOf!.Value));
        await NextAsync();
        Assert.Equal(203, (await ResendsAsync()).Count);

        await EndResendsAsync(153);
        await NextAsync();
        Assert.Equal(200, (await ResendsAsync()).Count(resend => resend.SubscriptionId == webhook && resend.State is DeliveryState.Pending));
        Assert.Equal(BulkActionState.Running, (await FindAsync(id)).State);
        for (var i = 0; i < 10; i++)
        {
            await EndResendsAsync();
            await NextAsync();
        }

        Assert.Equal(deliveries, (await ResendsAsync()).Where(resend => resend.SubscriptionId == webhook).Select(resend => resend.ResendOf!.Value));
        Assert.Equal((BulkActionState.Completed, 1_503), ((await FindAsync(id)).State, (await FindAsync(id)).Done));
    }

    [Fact]
    public async Task Resends_that_wait_for_a_retry_leave_room_for_more_but_not_without_limit()
    {
        var webhook = await WebhookAsync("CRM");
        await ManyAsync(webhook, 3_000);
        await StartAsync(await PlanAsync(new FindQuery()));

        for (var i = 0; i < 10; i++)
        {
            await NextAsync();
            await using var context = await Store.ContextAsync();
            await context.Deliveries.Where(delivery => delivery.ResendOf != null).ExecuteUpdateAsync(delivery => delivery.SetProperty(row => row.Attempts, 1), Cancel);
        }

        Assert.Equal(BulkDeliveryPolicy.MaxPending, (await ResendsAsync()).Count);
    }

    [Fact]
    public async Task Another_process_continues_where_the_first_one_ended()
    {
        var webhook = await WebhookAsync("CRM");
        var deliveries = await ManyAsync(webhook, 1_100);
        var id = await StartAsync(await PlanAsync(new FindQuery()));
        await Runner.RunAllAsync(Cancel);

        await using var other = Store.AsAnotherProcess();
        await other.Service<BulkActionRunner>().RunAllAsync(Cancel);
        Assert.Equal(200, (await ResendsAsync()).Count);
        for (var i = 0; i < 8; i++)
        {
            await EndResendsAsync();

            // Each of them with what it remembers.
            Store.Time.Advance(TimeSpan.FromSeconds(5));
            other.Time.Advance(TimeSpan.FromSeconds(5));
            await (i % 2 == 0 ? Runner : other.Service<BulkActionRunner>()).RunAllAsync(Cancel);
        }

        Assert.Equal(deliveries, (await ResendsAsync()).Select(resend => resend.ResendOf!.Value));
        Assert.Equal((BulkActionState.Completed, 1_100, 0), ((await FindAsync(id)).State, (await FindAsync(id)).Done, (await FindAsync(id)).Skipped));
    }

    [Fact]
    public async Task A_step_that_cannot_be_stored_changes_neither_rows_nor_progress_and_is_repeated()
    {
        var webhook = await WebhookAsync("CRM");
        var deliveries = await ManyAsync(webhook, 300);
        var id = await StartAsync(await PlanAsync(new FindQuery()));
        await Store.RefuseAsync("deliveries", $"NEW.resend_of = {deliveries[250]}");
        await Runner.RunAllAsync(Cancel);
        await EndResendsAsync();
        Store.Time.Advance(TimeSpan.FromSeconds(5));
        await Assert.ThrowsAnyAsync<Exception>(() => Runner.RunAllAsync(Cancel));

        Assert.Equal((200, 200), ((await ResendsAsync()).Count, (await FindAsync(id)).Done));
        await Store.AcceptAsync("deliveries");
        await NextAsync();

        Assert.Equal(deliveries, (await ResendsAsync()).Select(resend => resend.ResendOf!.Value));
        Assert.Equal((BulkActionState.Completed, 300), ((await FindAsync(id)).State, (await FindAsync(id)).Done));
    }

    [Fact]
    public async Task A_webhook_that_is_disabled_in_the_meantime_gets_nothing_more()
    {
        var webhook = await WebhookAsync("CRM");
        await ManyAsync(webhook, 300);
        var id = await StartAsync(await PlanAsync(new FindQuery()));
        await Runner.RunAllAsync(Cancel);
        await Store.Changes.SetEnabledAsync(Actors.Administrator, webhook, 1, enabled: false, Cancel);
        await NextAsync();

        Assert.Equal(200, (await ResendsAsync()).Count);
        Assert.Equal((BulkActionState.Completed, 200, 100), ((await FindAsync(id)).State, (await FindAsync(id)).Done, (await FindAsync(id)).Skipped));
    }

    [Fact]
    public async Task A_webhook_that_is_removed_in_the_meantime_is_skipped()
    {
        var webhook = await WebhookAsync("CRM");
        await DeliveriesAsync(webhook, 3);
        await DeliveriesAsync(webhook, 3, DeliveryState.Pending);
        var (resend, cancel) = (await StartAsync(await PlanAsync(new FindQuery())), await StartAsync(await PlanAsync(new FindQuery(), BulkActionKind.CancelDeliveries)));
        await Store.Changes.RemoveAsync(Actors.Administrator, webhook, 1, Cancel);
        await Runner.RunAllAsync(Cancel);

        Assert.Equal((3, 3), ((await FindAsync(resend)).Skipped, (await FindAsync(cancel)).Skipped));
    }

    [Fact]
    public async Task Pending_deliveries_are_cancelled_with_who_did_it()
    {
        var webhook = await WebhookAsync("CRM");
        var deliveries = await ManyAsync(webhook, 450, DeliveryState.Pending);
        var plan = await PlanAsync(new FindQuery(), BulkActionKind.CancelDeliveries);
        await Store.StateAsync(deliveries[7], DeliveryState.Delivered);

        var id = await StartAsync(plan);
        await Runner.RunAllAsync(Cancel);

        var action = await FindAsync(id);
        Assert.Equal((BulkActionState.Completed, 449, 1), (action.State, action.Done, action.Skipped));
        Assert.Equal(DeliveryState.Delivered, (await Store.DeliveryAsync(deliveries[7])).State);
        var cancelled = await Store.DeliveryAsync(deliveries[8]);
        Assert.Equal((DeliveryState.Cancelled, Store.Time.GetUtcNow()), (cancelled.State, cancelled.CompletedAt));
        Assert.Equal("Ada cancelled this delivery", (await Store.CancelledReasonAsync(deliveries[8]))!.Sentence());
        await using var context = await Store.ContextAsync();
        Assert.Equal(449, await context.Hours.Where(hour => hour.SubscriptionId == webhook).SumAsync(hour => hour.Cancelled, Cancel));
        Assert.Single(await context.Cancellations.ToListAsync(Cancel));
    }

    [Fact]
    public async Task A_paused_action_does_nothing_until_it_is_resumed()
    {
        await ManyAsync(await WebhookAsync("CRM"), 300);
        var id = await StartAsync(await PlanAsync(new FindQuery()));
        await Runner.RunAllAsync(Cancel);

        Assert.IsType<BulkActionResult.Accepted>(await Commands.PauseAsync(Actors.Administrator, id, Cancel));
        Assert.IsType<BulkActionResult.Accepted>(await Commands.PauseAsync(Actors.Administrator, id, Cancel));
        await EndResendsAsync();
        await NextAsync();
        Assert.Equal((BulkActionState.Paused, 200), ((await FindAsync(id)).State, (await ResendsAsync()).Count));

        Assert.IsType<BulkActionResult.Accepted>(await Commands.ResumeAsync(Actors.Administrator, id, Cancel));
        await NextAsync();
        Assert.Equal((BulkActionState.Completed, 300), ((await FindAsync(id)).State, (await ResendsAsync()).Count));
        Assert.Equal(
            [AuditAction.BulkResendEnded, AuditAction.BulkActionResumed, AuditAction.BulkActionPaused, AuditAction.BulkResendStarted],
            (await AuditedAsync()).Select(row => row.Action));
    }

    [Fact]
    public async Task A_cancelled_action_ends_with_what_it_has_done()
    {
        await ManyAsync(await WebhookAsync("CRM"), 300);
        var id = await StartAsync(await PlanAsync(new FindQuery()));
        await Runner.RunAllAsync(Cancel);

        Assert.IsType<BulkActionResult.Accepted>(await Commands.CancelAsync(Actors.Administrator with { Name = "Bo" }, id, Cancel));
        await EndResendsAsync();
        await NextAsync();

        Assert.Equal((BulkActionState.Cancelled, 200, 200), ((await FindAsync(id)).State, (await FindAsync(id)).Done, (await ResendsAsync()).Count));
        var ended = (await AuditedAsync())[0];
        Assert.Equal(("Bo", new Activity.BulkResendEnded("Cancelled", 200, 0, 300)), (ended.ActorName, ended.Activity));
        Assert.IsType<BulkActionResult.IsOver>(await Commands.ResumeAsync(Actors.Administrator, id, Cancel));
        await using var context = await Store.ContextAsync();
        Assert.False(await context.BulkParts.AnyAsync(Cancel));
    }

    [Fact]
    public async Task The_audit_log_says_what_was_started_and_with_what_result_it_ended()
    {
        var (crm, shop) = (await WebhookAsync("CRM"), await WebhookAsync("Shop"));
        await DeliveriesAsync(shop, 1);
        await StartAsync(await PlanAsync(new FindQuery()));
        await Runner.RunAllAsync(Cancel);
        await DeliveriesAsync(crm, 2);
        await StartAsync(await PlanAsync(new FindQuery { State = DeliveryState.Failed }));
        await Runner.RunAllAsync(Cancel);

        var rows = await AuditedAsync();

        // An action on one webhook is in that webhook's own log.
        Assert.Equal([crm, crm, shop, shop], rows.Select(row => row.Target?.Id));
        Assert.Equal(new Activity.BulkResendEnded("Completed", 1, 0, 1), rows[2].Activity);
        var started = Assert.IsType<Activity.BulkResendStarted>(rows[3].Activity);
        Assert.Equal((1, "Shop"), (started.Deliveries, Assert.Single(started.Webhooks)));
    }

    [Fact]
    public async Task Nothing_can_be_started_with_an_empty_plan_or_by_support()
    {
        var webhook = await WebhookAsync("CRM");
        var starter = Store.Service<DeliveryActionStarter>();
        Assert.IsType<BulkActionResult.NothingToDo>(await starter.StartAsync(Actors.Administrator, Guid.NewGuid(), await PlanAsync(new FindQuery()), Cancel));
        await DeliveriesAsync(webhook, 1);
        var plan = await PlanAsync(new FindQuery());

        Assert.IsType<BulkActionResult.Forbidden>(await starter.StartAsync(Actors.Support, Guid.NewGuid(), plan, Cancel));
        var id = await StartAsync(plan);
        Assert.IsType<BulkActionResult.Forbidden>(await Commands.PauseAsync(Actors.Support, id, Cancel));
        Assert.IsType<BulkActionResult.Forbidden>(await Commands.ResumeAsync(Actors.Support, id, Cancel));
        Assert.IsType<BulkActionResult.Forbidden>(await Commands.CancelAsync(Actors.Support, id, Cancel));
        Assert.IsType<BulkActionResult.NotFound>(await Commands.PauseAsync(Actors.Administrator, Guid.NewGuid(), Cancel));
        Assert.Equal(BulkActionState.Running, (await FindAsync(id)).State);
    }

    [Fact]
    public async Task A_step_of_a_process_that_no_longer_leads_stores_nothing()
    {
        var webhook = await WebhookAsync("CRM");
        var deliveries = await DeliveriesAsync(webhook, 4);
        var id = await StartAsync(await PlanAsync(new FindQuery()));
        var store = Store.Service<GroupCommit>();

        Assert.NotNull(await store.CommitAsync(new ResendListed(new BulkMove(id, 0, 0, deliveries[..2]), webhook, Store.Time.GetUtcNow())));
        Assert.Null(await store.CommitAsync(new ResendListed(new BulkMove(id, 0, 0, deliveries[2..]), webhook, Store.Time.GetUtcNow())));
        Assert.Null(await store.CommitAsync(new CancelListed(new BulkMove(id, 1, 0, deliveries), webhook, "Ada", Store.Time.GetUtcNow())));

        Assert.Equal((2, 2), ((await ResendsAsync()).Count, (await FindAsync(id)).Done));
    }

    [Fact]
    public async Task A_limited_action_acts_on_no_more_than_its_rate()
    {
        var webhook = await WebhookAsync("CRM");
        await ManyAsync(webhook, 100);
        var id = await StartAsync(await PlanAsync(new FindQuery()));
        await using (var context = await Store.ContextAsync())
        {
            await context.BulkActions.ExecuteUpdateAsync(action => action.SetProperty(row => row.PerSecond, 10), Cancel);
        }

        var wait = await Runner.RunAllAsync(Cancel);
        Assert.Equal(1, (await FindAsync(id)).Done);
        Assert.InRange(wait, TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(100));
        for (var i = 0; i < 30; i++)
        {
            Store.Time.Advance(TimeSpan.FromMilliseconds(100));
            await Runner.RunAllAsync(Cancel);
        }

        Assert.InRange((await FindAsync(id)).Done, 30, 31);
    }

    [Fact]
    public async Task A_failure_of_one_action_does_not_stop_the_others()
    {
        var (crm, shop) = (await WebhookAsync("CRM"), await WebhookAsync("Shop"));
        var first = await DeliveriesAsync(crm, 1);
        var bad = await StartAsync(await PlanAsync(new FindQuery()));
        await DeliveriesAsync(shop, 2);
        var good = await StartAsync(await PlanAsync(new FindQuery { WebhookId = shop }));
        await Store.RefuseAsync("deliveries", $"NEW.resend_of = {first[0]}");

        for (var i = 0; i < 3; i++)
        {
            await Assert.ThrowsAnyAsync<Exception>(() => Runner.RunAllAsync(Cancel));
        }

        Assert.Equal((BulkActionState.Running, BulkActionState.Completed), ((await FindAsync(bad)).State, (await FindAsync(good)).State));
    }

    /// <summary>Runs the actions after the pause of a full lane.</summary>
    private Task<TimeSpan> NextAsync()
    {
        Store.Time.Advance(TimeSpan.FromSeconds(5));
        return Runner.RunAllAsync(Cancel);
    }

    /// <summary>The rows about bulk actions, newest first.</summary>
    private async Task<IReadOnlyList<AuditEntry>> AuditedAsync() => [.. (await Store.AuditedAsync()).Where(row => row.Action is >= AuditAction.BulkResendStarted and <= AuditAction.BulkActionResumed)];

    private Task<Guid> WebhookAsync(string name) => Store.CreateWebhookAsync(draft => draft.Name = name);
}

[OnPostgres]
public sealed class DeliveryActionTestsOnPostgres : DeliveryActionTests;
