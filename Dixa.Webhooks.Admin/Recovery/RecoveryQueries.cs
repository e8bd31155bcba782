using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.BulkActions;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Domain.Replays;
using Dixa.Webhooks.Admin.Replays;
using Dixa.Webhooks.Admin.Storage;
using Dixa.Webhooks.Admin.Subscriptions;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Recovery;

/// <summary>Reads for the screens what a webhook missed in an outage.</summary>
public sealed class RecoveryQueries(IDbContextFactory<WebhooksDbContext> contexts, ReplayQueries replays, Replayer replayer, AutoDisableRule rule, TimeProvider time)
{
    /// <summary>How long after a webhook was enabled again the screens offer to send what it missed.</summary>
    public static readonly TimeSpan OfferedFor = TimeSpan.FromDays(1);

    private static readonly BulkActionState[] NotOver = [BulkActionState.Running, BulkActionState.Paused];

    /// <summary>
    /// Null if the webhook was not disabled, or was enabled again more than <see cref="OfferedFor"/> ago, or if the actor may not send anything.
    /// What a bulk action is sending at the moment is not counted.
    /// </summary>
    public async Task<MissedByWebhook?> FindAsync(Actor actor, Guid id, CancellationToken cancel = default)
    {
        if (!actor.MayManage || await replays.DisabledAsync(id, cancel) is not { } disabled || disabled.Until < time.GetUtcNow() - OfferedFor)
        {
            return null;
        }

        await using var context = await contexts.CreateDbContextAsync(cancel);
        var running = await context.BulkActions.Where(action => action.WebhookId == id && NotOver.Contains(action.State)).Select(action => action.Kind).ToListAsync(cancel);
        var isResending = running.Contains(BulkActionKind.ResendDeliveries);
        return new MissedByWebhook(
            disabled,
            isResending ? MissedDeliveries.None : await CountAsync(Cancelled(context, id, disabled), cancel),
            isResending ? MissedDeliveries.None : await CountAsync(Failed(context, id, disabled, rule), cancel),
            running.Contains(BulkActionKind.ReplayEvents) ? 0 : await EventsAsync(actor, id, disabled, cancel),
            await TestAsync(context, id, disabled.Since, cancel));
    }

    /// <summary>The deliveries that disabling the webhook cancelled.</summary>
    internal static IQueryable<Delivery> Cancelled(WebhooksDbContext context, Guid id, DisabledSpan disabled) =>
        Until(ResendQuery.Ended(context, id, new FailedDeliveries(disabled.Since), ResendScope.Cancelled), disabled);

    /// <summary>The deliveries that failed for good in the outage. It began within the window of the rule, because otherwise the webhook would have been disabled earlier.</summary>
    internal static IQueryable<Delivery> Failed(WebhooksDbContext context, Guid id, DisabledSpan disabled, AutoDisableRule rule) =>
        Until(ResendQuery.Ended(context, id, new FailedDeliveries(disabled.Since - rule.Window), ResendScope.Failed), disabled);

    // What fails after the webhook was enabled again is not part of this outage.
    private static IQueryable<Delivery> Until(IQueryable<Delivery> ended, DisabledSpan disabled) =>
        disabled.Until is { } until ? ended.Where(delivery => delivery.CompletedAt <= until) : ended;

    private static async Task<MissedDeliveries> CountAsync(IQueryable<Delivery> deliveries, CancellationToken cancel)
    {
        var count = await deliveries.OrderBy(delivery => delivery.CreatedAt).Take(MissedDeliveries.MaxCount).CountAsync(cancel);
        return count == 0 ? MissedDeliveries.None : new MissedDeliveries(count, await deliveries.OrderBy(delivery => delivery.CreatedAt).Select(delivery => delivery.CreatedAt).FirstAsync(cancel));
    }

    private async Task<int?> EventsAsync(Actor actor, Guid id, DisabledSpan disabled, CancellationToken cancel) =>
        await replayer.CountAsync(actor, id, new ReplayDraft(disabled.Since) { Until = disabled.Until }, cancel) switch
        {
            ReplayResult.Counted { Missed: var missed } => missed.Count,

            // The webhook subscribes to no event type.
            _ => 0,
        };

    private static async Task<TestOutcome?> TestAsync(WebhooksDbContext context, Guid id, DateTimeOffset since, CancellationToken cancel)
    {
        var test = await context.Deliveries.AsNoTracking()
            .Where(delivery => delivery.SubscriptionId == id && delivery.CreatedAt >= since && delivery.IsTest && delivery.LastAttemptAt != null)
            .OrderByDescending(delivery => delivery.CreatedAt)
            .FirstOrDefaultAsync(cancel);
        return test is null ? null : new TestOutcome(test.LastAttemptAt!.Value, test.Id, new AttemptResult(test.LastStatusCode, test.LastFailure));
    }
}
