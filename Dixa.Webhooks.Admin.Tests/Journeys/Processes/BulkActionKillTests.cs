using Dixa.Webhooks.Admin.BulkActions;
using Dixa.Webhooks.Admin.BulkActions.Deliveries;
using Dixa.Webhooks.Admin.Domain.BulkActions;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Recording.Finding;
using Dixa.Webhooks.Admin.Support;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Journeys.Processes;

/// <summary>The real process, killed during a bulk resend: each delivery is resent once, and the audit log has one start and one end.</summary>
public sealed class BulkActionKillTests
{
    private const int Count = 4_000;

    [Fact]
    public async Task After_repeated_kills_each_delivery_was_resent_once_and_the_counts_are_right()
    {
        await using var receiver = await EventReceiver.StartAsync();
        await using var app = await AppProcess.StartAsync(store => PrepareAsync(store, receiver.Url), ("Retention:Days", "3650"));

        for (var kill = 1; kill <= 5; kill++)
        {
            var enough = kill * Count / 8;
            await Eventually.BecomesTrueAsync(async () => await app.CountAsync("deliveries WHERE resend_of IS NOT NULL") >= enough, $"{enough} deliveries are resent", TimeSpan.FromSeconds(60));
            app.KillHard();
            Assert.Equal(await app.CountAsync("deliveries WHERE resend_of IS NOT NULL"), (await ActionAsync(app)).Done);
            await app.StartAgainAsync();
        }

        await Eventually.BecomesTrueAsync(async () => (await ActionAsync(app)).State is BulkActionState.Completed, "the bulk action is completed", TimeSpan.FromSeconds(120));

        Assert.Equal((Count, 0), ((await ActionAsync(app)).Done, (await ActionAsync(app)).Skipped));
        Assert.Equal(Count, await app.CountAsync("deliveries WHERE resend_of IS NOT NULL"));
        Assert.Equal(Count, await app.CountAsync("(SELECT DISTINCT resend_of FROM deliveries WHERE resend_of IS NOT NULL)"));
        Assert.Equal(0, await app.CountAsync("bulk_action_parts"));
        Assert.Equal((1L, 1L), (await app.CountAsync("audit WHERE action = 80"), await app.CountAsync("audit WHERE action = 81")));
        await app.SettlesAsync(TimeSpan.FromSeconds(60));
        Assert.Equal(Count, await app.CountAsync("deliveries WHERE resend_of IS NOT NULL AND state = 1"));
    }

    private static async Task PrepareAsync(TestStore store, string url)
    {
        var cancel = TestContext.Current.CancellationToken;
        var webhook = await store.CreateWebhookAsync(draft => draft.Url = url);
        await store.BacklogAsync(webhook, Count);
        await using (var context = await store.ContextAsync())
        {
            await context.Deliveries.ExecuteUpdateAsync(delivery => delivery.SetProperty(row => row.State, DeliveryState.Failed), cancel);
        }

        var plan = await store.Service<DeliveryPlanner>().PlanAsync(Actors.Administrator, BulkActionKind.ResendDeliveries, new DeliveryChoice.Matching(new FindQuery()), cancel: cancel);
        Assert.IsType<BulkActionResult.Started>(
            await store.Service<DeliveryActionStarter>().StartAsync(Actors.Administrator, Guid.NewGuid(), Assert.IsType<DeliveryPlanResult.Planned>(plan).Plan, cancel));
    }

    private static async Task<(BulkActionState State, int Done, int Skipped)> ActionAsync(AppProcess app) =>
        (await app.ReadAsync("SELECT state, done, skipped FROM bulk_actions", row => ((BulkActionState)row.GetInt32(0), row.GetInt32(1), row.GetInt32(2))))[0];
}
