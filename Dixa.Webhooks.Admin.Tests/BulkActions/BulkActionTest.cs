using Dixa.Webhooks.Admin.BulkActions.Deliveries;
using Dixa.Webhooks.Admin.Domain.BulkActions;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Recording.Finding;
using Dixa.Webhooks.Admin.Support;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.BulkActions;

/// <summary>A test with a store that runs bulk actions.</summary>
public abstract class BulkActionTest : StoreTest
{
    protected BulkActionRunner Runner => Store.Service<BulkActionRunner>();

    protected BulkActionCommands Commands => Store.Service<BulkActionCommands>();

    protected async Task<DeliveryPlan> PlanAsync(DeliveryChoice choice, BulkActionKind kind = BulkActionKind.ResendDeliveries) =>
        Assert.IsType<DeliveryPlanResult.Planned>(await Store.Service<DeliveryPlanner>().PlanAsync(Actors.Administrator, kind, choice, cancel: Cancel)).Plan;

    protected Task<DeliveryPlan> PlanAsync(FindQuery query, BulkActionKind kind = BulkActionKind.ResendDeliveries) => PlanAsync(new DeliveryChoice.Matching(query), kind);

    protected async Task<Guid> StartAsync(DeliveryPlan plan, Guid? id = null) =>
        Assert.IsType<BulkActionResult.Started>(await Store.Service<DeliveryActionStarter>().StartAsync(Actors.Administrator, id ?? Guid.NewGuid(), plan, Cancel)).Id;

    protected async Task<BulkActionView> FindAsync(Guid id) => (await Store.Service<BulkActionQueries>().FindAsync(id, Cancel))!;

    /// <summary>Deliveries of a webhook, each with an event of its own.</summary>
    protected async Task<List<long>> DeliveriesAsync(Guid webhook, int count, DeliveryState state = DeliveryState.Failed)
    {
        var ids = new List<long>();
        for (var i = 0; i < count; i++)
        {
            ids.Add(await Store.DeliveryAsync(webhook, state: state));
        }

        return ids;
    }

    /// <summary>Many deliveries of a webhook that has none yet.</summary>
    protected async Task<List<long>> ManyAsync(Guid webhook, int count, DeliveryState state = DeliveryState.Failed)
    {
        await Store.BacklogAsync(webhook, count);
        await using var context = await Store.ContextAsync();
        await context.Deliveries.Where(delivery => delivery.SubscriptionId == webhook).ExecuteUpdateAsync(delivery => delivery.SetProperty(row => row.State, state), Cancel);
        return await context.Deliveries.Where(delivery => delivery.SubscriptionId == webhook).OrderBy(delivery => delivery.Id).Select(delivery => delivery.Id).ToListAsync(Cancel);
    }

    /// <summary>The deliveries that resend others.</summary>
    protected async Task<List<Delivery>> ResendsAsync()
    {
        await using var context = await Store.ContextAsync();
        return await context.Deliveries.AsNoTracking().Where(delivery => delivery.ResendOf != null).OrderBy(delivery => delivery.Id).ToListAsync(Cancel);
    }

    /// <summary>Sets the state of the pending deliveries that resend others.</summary>
    protected async Task<int> EndResendsAsync(int count = int.MaxValue)
    {
        await using var context = await Store.ContextAsync();
        var pending = await context.Deliveries.Where(delivery => delivery.ResendOf != null && delivery.State == DeliveryState.Pending).OrderBy(delivery => delivery.Id).Take(count).Select(delivery => delivery.Id).ToListAsync(Cancel);
        return await context.Deliveries.Where(delivery => pending.Contains(delivery.Id)).ExecuteUpdateAsync(delivery => delivery.SetProperty(row => row.State, DeliveryState.Delivered), Cancel);
    }
}
