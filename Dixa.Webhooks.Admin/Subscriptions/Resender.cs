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
/// Resends deliveries that have ended. A resend is a new delivery of the same event with the same payload and the webhook's
/// current configuration. The original does not change.
/// </summary>
public sealed class Resender(IDbContextFactory<WebhooksDbContext> contexts, LaneRegistry lanes, TimeProvider time)
{
    /// <summary>Bulk resends are written in batches of this size, because publishers wait while a batch is written.</summary>
    private const int BatchSize = 500;

    private static readonly ResendScope[] Scopes = [ResendScope.Failed, ResendScope.Cancelled];

    /// <summary>Resends one delivery.</summary>
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

        var stored = await context.Events.Where(stored => stored.Id == original.EventKey).Select(stored => new { stored.EventId, stored.RemovedAt }).SingleAsync(cancel);
        if (ResendPolicy.Error(original.State, original.IsTest, stored.RemovedAt is not null, enabled) is { } error)
        {
            return new SendResult.Refused(error);
        }

        var now = time.GetUtcNow();
        var resend = Resend(original, now);
        context.Deliveries.Add(resend);
        context.Activities.Add(StoredActivity.Of(id, new Activity.Resent(stored.EventId), actor, now));
        await context.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        lanes.Changed(id);
        lanes.Wake(id);
        return new SendResult.Resent(resend.Id);
    }

    /// <summary>
    /// Resends every delivery that failed or was cancelled at or after the given time and was not resent before, so that repeating the call
    /// resends nothing twice. A dry run only counts. Cancellation stops between two batches and keeps what was already resent.
    /// </summary>
    public Task<SendResult> ResendFailedAsync(Actor actor, Guid id, DateTimeOffset since, bool dryRun, CancellationToken cancel = default) =>
        ResendFailedAsync(actor, id, new FailedDeliveries(since), dryRun, progress: null, cancel);

    /// <summary>
    /// Like the other overload, for the deliveries selected by <paramref name="selection"/>. After each batch, <paramref name="progress"/>
    /// receives the number of deliveries resent so far.
    /// </summary>
    public async Task<SendResult> ResendFailedAsync(
        Actor actor, Guid id, FailedDeliveries selection, bool dryRun, IProgress<int>? progress, CancellationToken cancel = default)
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

        // Excludes the deliveries created by this call, which may fail before it ends.
        var until = time.GetUtcNow();
        if (dryRun)
        {
            return new SendResult.ResentAll(await CountAsync(ResendScope.Failed), await CountAsync(ResendScope.Cancelled));
        }

        var record = new Record(actor, id, selection);
        try
        {
            foreach (var scope in Scopes.Where(scope => selection.Scope.HasFlag(scope)))
            {
                record.Begin(scope);
                while (await ResendBatchAsync(record, until, cancel))
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

        async Task<int> CountAsync(ResendScope scope) => selection.Scope.HasFlag(scope) ? await Ended(context, id, selection, scope, until).CountAsync(cancel) : 0;
    }

    /// <summary>Returns false if nothing is left to resend.</summary>
    private async Task<bool> ResendBatchAsync(Record record, DateTimeOffset until, CancellationToken cancel)
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
        var originals = await Ended(context, id, record.Selection, record.Scope, until).Where(delivery => delivery.CreatedAt >= record.From).OrderBy(delivery => delivery.CreatedAt).ThenBy(delivery => delivery.Id).Take(BatchSize).ToListAsync(cancel);
        if (originals.Count == 0)
        {
            return false;
        }

        context.Deliveries.AddRange(originals.Select(original => Resend(original, now)));
        await record.AddAsync(context, originals.Count, now, cancel);
        await transaction.CommitAsync(cancel);
        record.From = originals[^1].CreatedAt;
        return true;
    }

    // One state at a time, as a constant, and the redundant condition on Pending: the partial index is used only if the query repeats its condition.
    private static IQueryable<Delivery> Ended(WebhooksDbContext context, Guid id, FailedDeliveries selection, ResendScope scope, DateTimeOffset until)
    {
        var (since, type, _) = selection;
        var deliveries = context.Deliveries.AsNoTracking().Where(delivery => delivery.SubscriptionId == id && delivery.State != DeliveryState.Pending);
        var ended = (scope is ResendScope.Cancelled
                ? deliveries.Where(delivery => delivery.State == DeliveryState.Cancelled)
                : deliveries.Where(delivery => delivery.State == DeliveryState.Failed))
            .Where(delivery => delivery.CompletedAt >= since && delivery.CreatedAt <= until && !delivery.IsTest)
            .Where(delivery => !context.Deliveries.Any(later => later.ResendOf == delivery.Id))
            .Where(delivery => context.Events.Any(stored => stored.Id == delivery.EventKey && stored.RemovedAt == null));
        return type is null ? ended : ended.Where(delivery => delivery.EventType == type);
    }

    private static async Task<bool?> EnabledAsync(WebhooksDbContext context, Guid id, CancellationToken cancel) =>
        await context.Subscriptions.Where(webhook => webhook.Id == id).Select(webhook => (bool?)webhook.Enabled).SingleOrDefaultAsync(cancel);

    private static Delivery Resend(Delivery original, DateTimeOffset now) => new()
    {
        EventKey = original.EventKey,
        SubscriptionId = original.SubscriptionId,
        EventType = original.EventType,
        State = DeliveryState.Pending,
        DueAt = now,
        CreatedAt = now,
        ResendOf = original.Id,
    };

    /// <summary>The activity of a bulk resend: one entry, whose counts are updated after each batch.</summary>
    private sealed class Record(Actor actor, Guid subscriptionId, FailedDeliveries selection)
    {
        private long _id;

        public Guid SubscriptionId => subscriptionId;

        public FailedDeliveries Selection => selection;

        /// <summary>What is currently being resent.</summary>
        public ResendScope Scope { get; private set; }

        /// <summary>The last batch ended here, so the next one does not need to scan from the start.</summary>
        public DateTimeOffset From { get; set; }

        public int Failed { get; private set; }

        public int Cancelled { get; private set; }

        public int Count => Failed + Cancelled;

        public void Begin(ResendScope scope) => (Scope, From) = (scope, default);

        /// <summary>Saves the batch and the activity together.</summary>
        public async Task AddAsync(WebhooksDbContext context, int count, DateTimeOffset now, CancellationToken cancel)
        {
            var (failed, cancelled) = Scope is ResendScope.Failed ? (Failed + count, Cancelled) : (Failed, Cancelled + count);
            var entry = StoredActivity.Of(subscriptionId, new Activity.ResentFailed(failed, cancelled, selection.Since, selection.EventType), actor, now);
            if (Count == 0)
            {
                context.Activities.Add(entry);
            }
            else
            {
                await context.Activities.Where(row => row.Id == _id).ExecuteUpdateAsync(row => row.SetProperty(changed => changed.Data, entry.Data), cancel);
            }

            await context.SaveChangesAsync(cancel);
            (_id, Failed, Cancelled) = (Count == 0 ? entry.Id : _id, failed, cancelled);
        }
    }
}
