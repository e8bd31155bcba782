using Dixa.Webhooks.Admin.Audit;
using Dixa.Webhooks.Admin.Dispatch;
using Dixa.Webhooks.Admin.Dispatch.Lanes;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Audit;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Storage;
using Dixa.Webhooks.Admin.Storage.Tables;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Subscriptions;

/// <summary>Lets administrators retry a pending delivery before its time, or cancel it.</summary>
public sealed class PendingDeliveryCommands(IDbContextFactory<WebhooksDbContext> contexts, AuditLog audit, LaneRegistry lanes, TimeProvider time)
{
    /// <summary>Makes the next attempt of a delivery due now. The number of attempts does not change.</summary>
    public Task<PendingResult> RetryNowAsync(Actor actor, Guid id, long deliveryId, CancellationToken cancel = default) => ChangeAsync(actor, id, deliveryId, async (context, pending, now) =>
    {
        if (PendingDeliveryPolicy.RetryError(pending.State, pending.DueAt, pending.WebhookIsEnabled, now) is { } error)
        {
            return (error, null);
        }

        await Pending(context, deliveryId).ExecuteUpdateAsync(delivery => delivery.SetProperty(row => row.DueAt, now), cancel);
        return (null, new Activity.DeliveryRetried(pending.EventId));
    }, cancel);

    /// <summary>Cancels a delivery. An attempt in flight is still recorded when it ends.</summary>
    public Task<PendingResult> CancelAsync(Actor actor, Guid id, long deliveryId, CancellationToken cancel = default) => ChangeAsync(actor, id, deliveryId, async (context, pending, now) =>
    {
        if (PendingDeliveryPolicy.CancelError(pending.State) is { } error)
        {
            return (error, null);
        }

        var cancellation = await CancellationAsync(context, id, actor, cancel);
        await Pending(context, deliveryId).ExecuteUpdateAsync(
            delivery => delivery
                .SetProperty(row => row.State, DeliveryState.Cancelled)
                .SetProperty(row => row.CompletedAt, now)
                .SetProperty(row => row.CancellationId, cancellation),
            cancel);
        if (!pending.IsTest)
        {
            await CountAsync(context, id, now, cancel);
        }

        return (null, new Activity.DeliveryCancelled(pending.EventId));
    }, cancel);

    private static IQueryable<Delivery> Pending(WebhooksDbContext context, long deliveryId) =>
        context.Deliveries.Where(delivery => delivery.Id == deliveryId && delivery.State == DeliveryState.Pending);

    /// <summary>The key of the reason, which all deliveries that the actor cancels share.</summary>
    private static async Task<long> CancellationAsync(WebhooksDbContext context, Guid id, Actor actor, CancellationToken cancel)
    {
        var known = await context.Cancellations
            .Where(row => row.SubscriptionId == id && row.Reason.Kind == DisableKind.CancelledByActor && row.Reason.ActorName == actor.Name)
            .MaxAsync(row => (long?)row.Id, cancel);
        if (known is not null)
        {
            return known.Value;
        }

        var added = new StoredCancellation { SubscriptionId = id, Reason = new DisableReason(DisableKind.CancelledByActor) { ActorName = actor.Name } };
        context.Cancellations.Add(added);
        await context.SaveChangesAsync(cancel);
        return added.Id;
    }

    /// <summary>Adds the delivery to the totals of the hour. No other process can begin the hour, because the webhook is locked.</summary>
    private static async Task CountAsync(WebhooksDbContext context, Guid id, DateTimeOffset now, CancellationToken cancel)
    {
        var hour = new DateTimeOffset(HourTally.Of(now), TimeSpan.Zero);
        if (await context.Hours.Where(row => row.SubscriptionId == id && row.Hour == hour).ExecuteUpdateAsync(row => row.SetProperty(total => total.Cancelled, total => total.Cancelled + 1), cancel) == 0)
        {
            context.Hours.Add(new StoredHour { SubscriptionId = id, Hour = hour, Cancelled = 1 });
        }
    }

    private async Task<PendingResult> ChangeAsync(
        Actor actor, Guid id, long deliveryId, Func<WebhooksDbContext, PendingDelivery, DateTimeOffset, Task<(string? Error, Activity? Activity)>> change, CancellationToken cancel)
    {
        if (!actor.MayManage)
        {
            return new PendingResult.Forbidden();
        }

        await using var context = await contexts.CreateDbContextAsync(cancel);
        await using var transaction = await context.BeginSerializedTransactionAsync(cancel);
        await context.LockAsync(id, cancel);
        if (await FindAsync(context, id, deliveryId, cancel) is not { } pending)
        {
            return new PendingResult.NotFound();
        }

        var (error, activity) = await change(context, pending, time.GetUtcNow());
        if (activity is null)
        {
            return new PendingResult.Refused(error!);
        }

        await audit.AddAsync(context, actor, AuditTarget.Webhook(id, pending.WebhookName), activity, cancel);
        await transaction.CommitAsync(cancel);

        // The lane may have read it, or may be waiting for its time.
        lanes.Changed(id);
        lanes.Wake(id);
        return new PendingResult.Changed();
    }

    private static Task<PendingDelivery?> FindAsync(WebhooksDbContext context, Guid id, long deliveryId, CancellationToken cancel) => (
        from delivery in context.Deliveries
        join webhook in context.Subscriptions.IgnoreAutoIncludes() on delivery.SubscriptionId equals webhook.Id
        join stored in context.Events on delivery.EventKey equals stored.Id
        where delivery.Id == deliveryId && delivery.SubscriptionId == id
        select new PendingDelivery(delivery.State, delivery.DueAt, delivery.IsTest, stored.EventId, webhook.Name, webhook.Enabled)).SingleOrDefaultAsync(cancel);

    private sealed record PendingDelivery(DeliveryState State, DateTimeOffset DueAt, bool IsTest, Guid EventId, string WebhookName, bool WebhookIsEnabled);
}
