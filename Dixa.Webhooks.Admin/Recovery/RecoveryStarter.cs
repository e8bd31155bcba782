using Dixa.Webhooks.Admin.BulkActions;
using Dixa.Webhooks.Admin.BulkActions.Deliveries;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.BulkActions;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Domain.Replays;
using Dixa.Webhooks.Admin.Replays;
using Dixa.Webhooks.Admin.Storage;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Recovery;

/// <summary>
/// Sends a webhook what it missed in an outage: resends its cancelled and failed deliveries, and replays the events that were not sent. Both run in the background as
/// bulk actions.
/// </summary>
public sealed class RecoveryStarter(IDbContextFactory<WebhooksDbContext> contexts, DeliveryActionStarter resends, Replayer replayer, AutoDisableRule rule)
{
    /// <summary>Starts both bulk actions, or the one that has something to do.</summary>
    /// <param name="actor">Who starts it.</param>
    /// <param name="id">The webhook.</param>
    /// <param name="disabled">When the webhook was disabled, and enabled again.</param>
    /// <param name="ids">Chosen by the caller, so that a repeated call starts nothing.</param>
    /// <param name="cancel">Stops.</param>
    public async Task<RecoveryResult> StartAsync(Actor actor, Guid id, DisabledSpan disabled, RecoveryIds ids, CancellationToken cancel = default)
    {
        if (!actor.MayManage)
        {
            return new RecoveryResult.Forbidden();
        }

        if (await PlanAsync(id, disabled, cancel) is not { } plan)
        {
            return new RecoveryResult.NotFound();
        }

        if (plan.IsDisabled)
        {
            return new RecoveryResult.Refused(ResendPolicy.WebhookIsDisabled);
        }

        var resent = await resends.StartAsync(actor, ids.Resend, plan.Deliveries, cancel);
        var replayed = await replayer.StartAsync(actor, id, new ReplayDraft(disabled.Since) { Until = disabled.Until }, ids.Replay, cancel);
        var deliveries = resent is BulkActionResult.Started ? plan.Deliveries.Count : 0;
        return replayed switch
        {
            ReplayResult.Started { Missed.Count: var events } => new RecoveryResult.Started(deliveries, events ?? 0),

            // There are none, or the webhook subscribes to no event type.
            ReplayResult.Counted or ReplayResult.Invalid => deliveries == 0 ? new RecoveryResult.NothingToDo() : new RecoveryResult.Started(deliveries, 0),
            ReplayResult.Refused { Reason: var reason } => deliveries == 0 ? new RecoveryResult.Refused(reason) : new RecoveryResult.Started(deliveries, 0, reason),
            _ => new RecoveryResult.NotFound(),
        };
    }

    private async Task<Plan?> PlanAsync(Guid id, DisabledSpan disabled, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var webhook = await context.Subscriptions.IgnoreAutoIncludes().Where(webhook => webhook.Id == id).Select(webhook => new { webhook.Name, webhook.Enabled }).SingleOrDefaultAsync(cancel);
        if (webhook is null)
        {
            return null;
        }

        var cancelled = await KeysAsync(RecoveryQueries.Cancelled(context, id, disabled), BulkDeliveryPolicy.MaxDeliveries, cancel);
        var failed = await KeysAsync(RecoveryQueries.Failed(context, id, disabled, rule), BulkDeliveryPolicy.MaxDeliveries - cancelled.Count, cancel);
        long[] keys = [.. cancelled.Concat(failed).Order()];
        return new Plan(!webhook.Enabled, new DeliveryPlan(BulkActionKind.ResendDeliveries, keys.Length == 0 ? [] : [new PlannedWebhook(id, webhook.Name, keys)], [], 0));
    }

    private static Task<List<long>> KeysAsync(IQueryable<Delivery> deliveries, int max, CancellationToken cancel) =>
        deliveries.OrderBy(delivery => delivery.CreatedAt).ThenBy(delivery => delivery.Id).Select(delivery => delivery.Id).Take(max).ToListAsync(cancel);

    private sealed record Plan(bool IsDisabled, DeliveryPlan Deliveries);
}
