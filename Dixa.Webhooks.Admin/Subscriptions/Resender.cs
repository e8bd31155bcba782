using Dixa.Webhooks.Admin.Audit;
using Dixa.Webhooks.Admin.Dispatch;
using Dixa.Webhooks.Admin.Dispatch.Lanes;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Audit;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Storage;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Subscriptions;

/// <summary>
/// Resends deliveries that have ended. A resend is a new delivery of the same event with the same payload and the webhook's
/// current configuration. The original does not change.
/// </summary>
public sealed class Resender(IDbContextFactory<WebhooksDbContext> contexts, AuditLog audit, LaneRegistry lanes, TimeProvider time)
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
        if (original is null || await WebhookAsync(context, id, cancel) is not { } webhook)
        {
            return new SendResult.NotFound();
        }

        var stored = await context.Events.Where(stored => stored.Id == original.EventKey).Select(stored => new { stored.EventId, stored.RemovedAt }).SingleAsync(cancel);
        if (ResendPolicy.Error(original.State, original.IsTest, stored.RemovedAt is not null, webhook.Enabled) is { } error)
        {
            return new SendResult.Refused(error);
        }

        var now = time.GetUtcNow();
        var resend = Resend(original, now);
        context.Deliveries.Add(resend);
        await audit.AddAsync(context, actor, AuditTarget.Webhook(id, webhook.Name), new Activity.Resent(stored.EventId), cancel);
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
        switch (await WebhookAsync(context, id, cancel))
        {
            case null:
                return new SendResult.NotFound();
            case { Enabled: false }:
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
            await RecordRestAsync(record);
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
        if (await WebhookAsync(context, id, cancel) is not { Enabled: true } webhook)
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
        if (record.Count == 0)
        {
            await audit.AddAsync(context, record.Actor, AuditTarget.Webhook(id, webhook.Name), record.ActivityOf(originals.Count), cancel);
        }

        await context.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        record.Add(webhook.Name, originals.Count);
        record.From = originals[^1].CreatedAt;
        return true;
    }

    private static IQueryable<Delivery> Ended(WebhooksDbContext context, Guid id, FailedDeliveries selection, ResendScope scope, DateTimeOffset until) =>
        ResendQuery.Ended(context, id, selection, scope).Where(delivery => delivery.CreatedAt <= until);

    /// <summary>Records what was resent after the first batch. If the process is killed before, that part of the count is lost.</summary>
    private Task RecordRestAsync(Record record) => record.Rest is { } rest
        ? audit.RecordAsync(record.Actor, AuditTarget.Webhook(record.SubscriptionId, record.WebhookName), rest)
        : Task.CompletedTask;

    private static Task<Webhook?> WebhookAsync(WebhooksDbContext context, Guid id, CancellationToken cancel) =>
        context.Subscriptions.Where(webhook => webhook.Id == id).Select(webhook => new Webhook(webhook.Name, webhook.Enabled)).SingleOrDefaultAsync(cancel);

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

    private sealed record Webhook(string Name, bool Enabled);

    /// <summary>
    /// What a bulk resend has resent so far. The audit log gets a row with the first batch, and at the end one with the rest, because its rows are never
    /// changed and a row per batch would fill it.
    /// </summary>
    private sealed class Record(Actor actor, Guid subscriptionId, FailedDeliveries selection)
    {
        private (int Failed, int Cancelled) _first;

        public Actor Actor => actor;

        public Guid SubscriptionId => subscriptionId;

        public string WebhookName { get; private set; } = "";

        public FailedDeliveries Selection => selection;

        /// <summary>What is currently being resent.</summary>
        public ResendScope Scope { get; private set; }

        /// <summary>The last batch ended here, so the next one does not need to scan from the start.</summary>
        public DateTimeOffset From { get; set; }

        public int Failed { get; private set; }

        public int Cancelled { get; private set; }

        public int Count => Failed + Cancelled;

        /// <summary>What was resent after the first batch; null if that was all.</summary>
        public Activity? Rest => Count == _first.Failed + _first.Cancelled
            ? null
            : new Activity.ResentFailed(Failed - _first.Failed, Cancelled - _first.Cancelled, selection.Since, selection.EventType);

        public void Begin(ResendScope scope) => (Scope, From) = (scope, default);

        /// <summary>The activity of a batch of this size.</summary>
        public Activity.ResentFailed ActivityOf(int count) => Scope is ResendScope.Failed
            ? new Activity.ResentFailed(count, 0, selection.Since, selection.EventType)
            : new Activity.ResentFailed(0, count, selection.Since, selection.EventType);

        /// <summary>Call it after the commit of a batch.</summary>
        public void Add(string webhookName, int count)
        {
            var isFirst = Count == 0;
            WebhookName = webhookName;
            (Failed, Cancelled) = Scope is ResendScope.Failed ? (Failed + count, Cancelled) : (Failed, Cancelled + count);
            if (isFirst)
            {
                _first = (Failed, Cancelled);
            }
        }
    }
}
