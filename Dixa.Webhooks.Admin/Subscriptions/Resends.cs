using Dixa.Webhooks.Admin.Dispatch;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Storage;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Subscriptions;

/// <summary>
/// Sends again what has ended: a new delivery of the same event, so with its frozen payload, under the webhook's
/// configuration of today. The original stays as it is.
/// </summary>
public sealed class Resends(IDbContextFactory<WebhooksDbContext> contexts, Lanes lanes, TimeProvider time)
{
    /// <summary>So many are taken at a time when there are many, since whoever publishes waits for the store meanwhile.</summary>
    private const int Portion = 500;

    /// <summary>Sends one delivery again. Answers Resent, Refused, NotFound or Forbidden.</summary>
    public async Task<SendResult> ResendAsync(Actor actor, Guid id, long deliveryId, CancellationToken cancel = default)
    {
        if (!actor.MayManage)
        {
            return new SendResult.Forbidden();
        }

        await using var context = await contexts.CreateDbContextAsync(cancel);
        await using var transaction = await context.Database.BeginTransactionAsync(cancel);
        var original = await context.Deliveries.AsNoTracking().SingleOrDefaultAsync(delivery => delivery.Id == deliveryId && delivery.SubscriptionId == id, cancel);
        if (original is null || await EnabledAsync(context, id, cancel) is not { } enabled)
        {
            return new SendResult.NotFound();
        }

        if (ResendPolicy.Problem(original.State, original.IsTest, enabled) is { } problem)
        {
            return new SendResult.Refused(problem);
        }

        var again = Again(original, time.GetUtcNow());
        context.Deliveries.Add(again);
        await context.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        lanes.Changed(id);
        lanes.Wake(id);
        return new SendResult.Resent(again.Id);
    }

    /// <summary>
    /// Sends again every delivery that failed for good at this time or later, and was not sent again before, so that asking
    /// twice sends once. Answers ResentAll, Refused, NotFound or Forbidden.
    /// </summary>
    /// <param name="actor">Who asks.</param>
    /// <param name="id">The webhook.</param>
    /// <param name="since">When the earliest of them failed: its last attempt ended.</param>
    /// <param name="dryRun">Counts only.</param>
    /// <param name="cancel">Stops between two portions; what is on its way stays so.</param>
    public Task<SendResult> ResendFailedAsync(Actor actor, Guid id, DateTimeOffset since, bool dryRun, CancellationToken cancel = default) =>
        ResendFailedAsync(actor, id, new FailedDeliveries(since), dryRun, progress: null, cancel);

    /// <inheritdoc cref="ResendFailedAsync(Actor, Guid, DateTimeOffset, bool, CancellationToken)"/>
    /// <param name="actor">Who asks.</param>
    /// <param name="id">The webhook.</param>
    /// <param name="which">Which of those that failed.</param>
    /// <param name="dryRun">Counts only.</param>
    /// <param name="progress">Is told after each portion how many are on their way by then.</param>
    /// <param name="cancel">Stops between two portions; what is on its way stays so.</param>
    public async Task<SendResult> ResendFailedAsync(
        Actor actor, Guid id, FailedDeliveries which, bool dryRun, IProgress<int>? progress, CancellationToken cancel = default)
    {
        if (!actor.MayManage)
        {
            return new SendResult.Forbidden();
        }

        await using var context = await contexts.CreateDbContextAsync(cancel);
        switch (await EnabledAsync(context, id, cancel))
        {
            case null:
                return new SendResult.NotFound();
            case false:
                return new SendResult.Refused(ResendPolicy.WebhookIsDisabled);
        }

        // What is made here is pending, and may fail while this still runs: it is not to be taken again.
        var until = time.GetUtcNow();
        if (dryRun)
        {
            return new SendResult.ResentAll(await Failed(context, id, which, until).CountAsync(cancel));
        }

        var count = 0;
        try
        {
            for (int portion; (portion = await ResendPortionAsync(id, which, until, cancel)) > 0;)
            {
                count += portion;
                lanes.Wake(id);
                progress?.Report(count);
            }
        }
        finally
        {
            lanes.Changed(id);
        }

        return new SendResult.ResentAll(count);
    }

    private async Task<int> ResendPortionAsync(Guid id, FailedDeliveries which, DateTimeOffset until, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        await using var transaction = await context.Database.BeginTransactionAsync(cancel);
        if (await EnabledAsync(context, id, cancel) is not true)
        {
            return 0;
        }

        var now = time.GetUtcNow();
        var originals = await Failed(context, id, which, until).OrderBy(delivery => delivery.CreatedAt).ThenBy(delivery => delivery.Id).Take(Portion).ToListAsync(cancel);
        context.Deliveries.AddRange(originals.Select(original => Again(original, now)));
        await context.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return originals.Count;
    }

    // The second word on the state is the index's own condition, without which it would not be used.
    private static IQueryable<Delivery> Failed(WebhooksDbContext context, Guid id, FailedDeliveries which, DateTimeOffset until)
    {
        var (since, type) = which;
        var failed = context.Deliveries.AsNoTracking()
            .Where(delivery => delivery.SubscriptionId == id && delivery.State == DeliveryState.Failed && delivery.State != DeliveryState.Pending)
            .Where(delivery => delivery.CompletedAt >= since && delivery.CreatedAt <= until && !delivery.IsTest)
            .Where(delivery => !context.Deliveries.Any(later => later.ResendOf == delivery.Id));
        return type is null ? failed : failed.Where(delivery => delivery.EventType == type);
    }

    private static async Task<bool?> EnabledAsync(WebhooksDbContext context, Guid id, CancellationToken cancel) =>
        await context.Subscriptions.Where(webhook => webhook.Id == id).Select(webhook => (bool?)webhook.Enabled).SingleOrDefaultAsync(cancel);

    private static Delivery Again(Delivery original, DateTimeOffset now) => new()
    {
        EventKey = original.EventKey,
        SubscriptionId = original.SubscriptionId,
        EventType = original.EventType,
        State = DeliveryState.Pending,
        DueAt = now,
        CreatedAt = now,
        ResendOf = original.Id,
    };
}
