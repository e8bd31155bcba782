using Dixa.Webhooks.Admin.Dispatch;
using Dixa.Webhooks.Admin.Dispatch.Lanes;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Domain.Subscriptions;
using Dixa.Webhooks.Admin.Storage;
using Dixa.Webhooks.Admin.Storage.Tables;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Subscriptions;

/// <summary>
/// Sends again what has ended: a new delivery of the same event, so with its frozen payload, under the webhook's
/// configuration of today. The original stays as it is.
/// </summary>
public sealed class Resender(IDbContextFactory<WebhooksDbContext> contexts, LaneRegistry lanes, TimeProvider time)
{
    /// <summary>So many are taken at a time when there are many, since whoever publishes waits for the store meanwhile.</summary>
    private const int Portion = 500;

    private static readonly ResendScope[] Scopes = [ResendScope.Failed, ResendScope.Cancelled];

    /// <summary>Sends one delivery again. Answers Resent, Refused, NotFound or Forbidden.</summary>
    public async Task<SendResult> ResendAsync(Actor actor, Guid id, long deliveryId, CancellationToken cancel = default)
    {
        if (!actor.MayManage)
        {
            return new SendResult.Forbidden();
        }

        await using var context = await contexts.CreateDbContextAsync(cancel);
        await using var transaction = await context.BeginSerializedTransactionAsync(cancel);
        await context.LockAsync(id, cancel);
        var original = await context.Deliveries.AsNoTracking().SingleOrDefaultAsync(delivery => delivery.Id == deliveryId && delivery.SubscriptionId == id, cancel);
        if (original is null || await EnabledAsync(context, id, cancel) is not { } enabled)
        {
            return new SendResult.NotFound();
        }

        if (ResendPolicy.Error(original.State, original.IsTest, enabled) is { } problem)
        {
            return new SendResult.Refused(problem);
        }

        var now = time.GetUtcNow();
        var again = Again(original, now);
        var eventId = await context.Events.Where(stored => stored.Id == original.EventKey).Select(stored => stored.EventId).SingleAsync(cancel);
        context.Deliveries.Add(again);
        context.Activities.Add(StoredActivity.Of(id, Activity.Resent(eventId), actor, now));
        await context.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        lanes.Changed(id);
        lanes.Wake(id);
        return new SendResult.Resent(again.Id);
    }

    /// <summary>
    /// Resender every delivery that failed for good or was cancelled at this time or later and was not resent before, so that asking
    /// twice sends once. Answers ResentAll, Refused, NotFound or Forbidden.
    /// </summary>
    /// <param name="actor">Who asks.</param>
    /// <param name="id">The webhook.</param>
    /// <param name="since">When the earliest of them ended.</param>
    /// <param name="dryRun">Counts only.</param>
    /// <param name="cancel">Stops between two portions; what is on its way stays so.</param>
    public Task<SendResult> ResendFailedAsync(Actor actor, Guid id, DateTimeOffset since, bool dryRun, CancellationToken cancel = default) =>
        ResendFailedAsync(actor, id, new FailedDeliveries(since), dryRun, progress: null, cancel);

    /// <inheritdoc cref="ResendFailedAsync(Actor, Guid, DateTimeOffset, bool, CancellationToken)"/>
    /// <param name="actor">Who asks.</param>
    /// <param name="id">The webhook.</param>
    /// <param name="which">Which of those that failed or were cancelled.</param>
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
            return new SendResult.ResentAll(await CountAsync(ResendScope.Failed), await CountAsync(ResendScope.Cancelled));
        }

        var record = new Record(actor, id, which);
        try
        {
            foreach (var scope in Scopes.Where(scope => which.Scope.HasFlag(scope)))
            {
                record.Begin(scope);
                while (await ResendPortionAsync(record, until, cancel))
                {
                    lanes.Wake(id);
                    progress?.Report(record.Count);
                }
            }
        }
        finally
        {
            lanes.Changed(id);
        }

        return new SendResult.ResentAll(record.Failed, record.Cancelled);

        async Task<int> CountAsync(ResendScope scope) => which.Scope.HasFlag(scope) ? await Ended(context, id, which, scope, until).CountAsync(cancel) : 0;
    }

    /// <summary>False when there was nothing any more.</summary>
    private async Task<bool> ResendPortionAsync(Record record, DateTimeOffset until, CancellationToken cancel)
    {
        var id = record.SubscriptionId;
        await using var context = await contexts.CreateDbContextAsync(cancel);
        await using var transaction = await context.BeginSerializedTransactionAsync(cancel);
        await context.LockAsync(id, cancel);
        if (await EnabledAsync(context, id, cancel) is not true)
        {
            return false;
        }

        var now = time.GetUtcNow();
        var originals = await Ended(context, id, record.Which, record.Scope, until).Where(delivery => delivery.CreatedAt >= record.From).OrderBy(delivery => delivery.CreatedAt).ThenBy(delivery => delivery.Id).Take(Portion).ToListAsync(cancel);
        if (originals.Count == 0)
        {
            return false;
        }

        context.Deliveries.AddRange(originals.Select(original => Again(original, now)));
        await record.AddAsync(context, originals.Count, now, cancel);
        await transaction.CommitAsync(cancel);
        record.From = originals[^1].CreatedAt;
        return true;
    }

    // One state at a time and as a constant, and the second word on it: both are conditions of the partial index, which would not be used otherwise.
    private static IQueryable<Delivery> Ended(WebhooksDbContext context, Guid id, FailedDeliveries which, ResendScope scope, DateTimeOffset until)
    {
        var (since, type, _) = which;
        var deliveries = context.Deliveries.AsNoTracking().Where(delivery => delivery.SubscriptionId == id && delivery.State != DeliveryState.Pending);
        var ended = (scope is ResendScope.Cancelled
                ? deliveries.Where(delivery => delivery.State == DeliveryState.Cancelled)
                : deliveries.Where(delivery => delivery.State == DeliveryState.Failed))
            .Where(delivery => delivery.CompletedAt >= since && delivery.CreatedAt <= until && !delivery.IsTest)
            .Where(delivery => !context.Deliveries.Any(later => later.ResendOf == delivery.Id));
        return type is null ? ended : ended.Where(delivery => delivery.EventType == type);
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

    /// <summary>One entry for all portions, which says after each how many it is by then.</summary>
    private sealed class Record(Actor actor, Guid subscriptionId, FailedDeliveries which)
    {
        private long _id;

        public Guid SubscriptionId => subscriptionId;

        public FailedDeliveries Which => which;

        /// <summary>What is being resent now.</summary>
        public ResendScope Scope { get; private set; }

        /// <summary>Where the last portion ended, so that the next does not look at all of it again.</summary>
        public DateTimeOffset From { get; set; }

        public int Failed { get; private set; }

        public int Cancelled { get; private set; }

        public int Count => Failed + Cancelled;

        public void Begin(ResendScope scope) => (Scope, From) = (scope, default);

        /// <summary>Saves the portion together with the entry.</summary>
        public async Task AddAsync(WebhooksDbContext context, int portion, DateTimeOffset now, CancellationToken cancel)
        {
            var (failed, cancelled) = Scope is ResendScope.Failed ? (Failed + portion, Cancelled) : (Failed, Cancelled + portion);
            var activity = Activity.ResentFailed(failed, cancelled, which.Since, which.EventType);
            var entry = StoredActivity.Of(subscriptionId, activity, actor, now);
            if (Count == 0)
            {
                context.Activities.Add(entry);
            }
            else
            {
                await context.Activities.Where(row => row.Id == _id).ExecuteUpdateAsync(row => row.SetProperty(changed => changed.Detail, activity.Detail), cancel);
            }

            await context.SaveChangesAsync(cancel);
            (_id, Failed, Cancelled) = (Count == 0 ? entry.Id : _id, failed, cancelled);
        }
    }
}
