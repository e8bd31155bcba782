using Dixa.Webhooks.Admin.BulkActions;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Audit;
using Dixa.Webhooks.Admin.Domain.BulkActions;
using Dixa.Webhooks.Admin.Domain.Replays;
using Dixa.Webhooks.Admin.Storage;
using Dixa.Webhooks.Admin.Storage.Tables;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Replays;

/// <summary>
/// Sends a webhook the events that it missed: counts them, and starts the bulk action that sends them. <see cref="ReplayHandler"/> does the work.
/// </summary>
public sealed class Replayer(IDbContextFactory<WebhooksDbContext> contexts, BulkActionStore actions, TimeProvider time)
{
    /// <summary>Counts what would be sent, without changing anything. It also works for a disabled webhook.</summary>
    public async Task<ReplayResult> CountAsync(Actor actor, Guid id, ReplayDraft draft, CancellationToken cancel = default)
    {
        if (!actor.MayManage)
        {
            return new ReplayResult.Forbidden();
        }

        await using var context = await contexts.CreateDbContextAsync(cancel);
        if (await WebhookAsync(context, id, cancel) is not { } webhook)
        {
            return new ReplayResult.NotFound();
        }

        return draft.Check(webhook.Types, time.GetUtcNow(), out var errors) is { } plan
            ? new ReplayResult.Counted(await CountAsync(context, id, plan, await EventRange.OfAsync(context, plan, cancel), cancel))
            : new ReplayResult.Invalid(errors);
    }

    /// <summary>Starts to send what a webhook missed. Events that are received later are not part of it. Only one replay of a webhook runs at a time.</summary>
    /// <param name="actor">Who asks for it.</param>
    /// <param name="id">The webhook.</param>
    /// <param name="draft">Which events.</param>
    /// <param name="replayId">The id of the bulk action, so that a second request with the same id starts nothing; null for a new one.</param>
    /// <param name="cancel">Stops before anything is stored.</param>
    public async Task<ReplayResult> StartAsync(Actor actor, Guid id, ReplayDraft draft, Guid? replayId = null, CancellationToken cancel = default)
    {
        if (!actor.MayManage)
        {
            return new ReplayResult.Forbidden();
        }

        await using var context = await contexts.CreateDbContextAsync(cancel);
        var now = time.GetUtcNow();
        if (await WebhookAsync(context, id, cancel) is not { } webhook)
        {
            return new ReplayResult.NotFound();
        }

        if (draft.Check(webhook.Types, now, out var errors) is not { } plan)
        {
            return new ReplayResult.Invalid(errors);
        }

        if (await RefusalAsync(context, id, webhook, replayId, cancel) is { } refused)
        {
            return refused;
        }

        // Counted before the transaction, because publishers would wait.
        var range = await EventRange.OfAsync(context, plan, cancel);
        var missed = await CountAsync(context, id, plan, range, cancel);
        if (missed.Count is not { } count)
        {
            return new ReplayResult.Refused(ReplayPolicy.NotCounted);
        }

        if (count == 0)
        {
            return new ReplayResult.Counted(missed);
        }

        var action = new StoredBulkAction
        {
            Id = replayId ?? Guid.CreateVersion7(now),
            Kind = BulkActionKind.ReplayEvents,
            WebhookId = id,
            WebhookName = webhook.Name,
            Criteria = new ReplayCriteria(plan.Since, plan.Until, plan.Types, range.Last).Write(),
            PerSecond = plan.PerSecond,
            State = BulkActionState.Running,
            Total = count,
            Position = range.After,
            ActorKind = actor.Kind,
            ActorId = actor.Id,
            ActorName = actor.Name,
            ActorAddress = actor.Address,
            CreatedAt = now,
        };
        return await TryStartAsync(context, actor, action, plan, cancel) ?? new ReplayResult.Started(action.Id, missed);
    }

    /// <summary>Returns why it was not started; null if it was.</summary>
    private async Task<ReplayResult?> TryStartAsync(WebhooksDbContext context, Actor actor, StoredBulkAction action, ReplayPlan plan, CancellationToken cancel)
    {
        var id = action.WebhookId!.Value;
        await using var transaction = await context.BeginSerializedTransactionAsync(cancel);
        await context.LockAsync(id, cancel);
        if (await WebhookAsync(context, id, cancel) is not { } webhook)
        {
            return new ReplayResult.NotFound();
        }

        if (await RefusalAsync(context, id, webhook, action.Id, cancel) is { } refused)
        {
            return refused;
        }

        await actions.AddAsync(context, actor, action, new Activity.ReplayStarted(action.Total, plan.Since, plan.Until, plan.Types, plan.PerSecond), cancel);
        await transaction.CommitAsync(cancel);
        return null;
    }

    private static async Task<ReplayResult?> RefusalAsync(WebhooksDbContext context, Guid id, Webhook webhook, Guid? replayId, CancellationToken cancel)
    {
        if (!webhook.Enabled)
        {
            return new ReplayResult.Refused(ReplayPolicy.WebhookIsDisabled);
        }

        return await context.BulkActions.AnyAsync(
            action => action.Id == replayId
                || (action.WebhookId == id && action.Kind == BulkActionKind.ReplayEvents && (action.State == BulkActionState.Running || action.State == BulkActionState.Paused)),
            cancel) ? new ReplayResult.Refused(ReplayPolicy.IsRunning) : null;
    }

    private async Task<MissedEvents> CountAsync(WebhooksDbContext context, Guid id, ReplayPlan plan, EventRange range, CancellationToken cancel)
    {
        var byType = await new MissedEventCounter(contexts, id, range, time, cancel).CountAsync(plan.Types);
        return new MissedEvents(byType, await ReplayQueries.EarliestAsync(context, cancel));
    }

    private static Task<Webhook?> WebhookAsync(WebhooksDbContext context, Guid id, CancellationToken cancel) => context.Subscriptions.AsNoTracking().IgnoreAutoIncludes()
        .Where(webhook => webhook.Id == id)
        .Select(webhook => new Webhook(webhook.Name, webhook.Enabled, webhook.Events.Select(subscribed => subscribed.EventType).ToList()))
        .SingleOrDefaultAsync(cancel);

    private sealed record Webhook(string Name, bool Enabled, IReadOnlyList<string> Types);
}
