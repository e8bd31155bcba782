using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Audit;
using Dixa.Webhooks.Admin.Domain.BulkActions;
using Dixa.Webhooks.Admin.Domain.Replays;
using Dixa.Webhooks.Admin.Domain.Subscriptions;
using Dixa.Webhooks.Admin.Storage;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Replays;

/// <summary>Reads for the screens what a webhook may have missed.</summary>
public sealed class ReplayQueries(IDbContextFactory<WebhooksDbContext> contexts, TimeProvider time)
{
    /// <summary>How long after a webhook was enabled again the screen offers to send what it missed.</summary>
    public static readonly TimeSpan OfferedFor = TimeSpan.FromDays(1);

    private static readonly AuditAction[] Changes = [AuditAction.WebhookCreated, AuditAction.WebhookEnabled, AuditAction.WebhookDisabled, AuditAction.WebhookAutoDisabled];

    /// <summary>When a webhook was last disabled; null if that is not known.</summary>
    public async Task<DisabledSpan?> DisabledAsync(Guid id, CancellationToken cancel = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        return await DisabledAsync(context, id, cancel);
    }

    /// <summary>
    /// What an enabled webhook missed while it was disabled. Null if that was long ago, if nothing was missed, or if a replay was started since and not cancelled.
    /// </summary>
    public async Task<MissedOffer?> OfferAsync(Actor actor, Guid id, CancellationToken cancel = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        if (!actor.MayManage
            || await DisabledAsync(context, id, cancel) is not { Until: { } until } disabled
            || until < time.GetUtcNow() - OfferedFor
            || await context.BulkActions.AnyAsync(action => action.WebhookId == id && action.Kind == BulkActionKind.ReplayEvents && action.CreatedAt >= until && action.State != BulkActionState.Cancelled && action.State != BulkActionState.Failed, cancel))
        {
            return null;
        }

        var types = await context.SubscribedEvents.Where(subscribed => subscribed.SubscriptionId == id).Select(subscribed => subscribed.EventType).ToListAsync(cancel);
        var range = await EventRange.OfAsync(context, new ReplayPlan(disabled.Since, until, types, ReplayDraft.DefaultPerSecond), cancel);
        return await new MissedEventCounter(contexts, id, range, time, cancel).CountAsync(types) is { Count: > 0 } missed && missed.Sum(type => type.Count) is > 0 and var count
            ? new MissedOffer(disabled, count)
            : null;
    }

    /// <summary>When the first event was received that can be replayed; null if there are none.</summary>
    internal static async Task<DateTimeOffset?> EarliestAsync(WebhooksDbContext context, CancellationToken cancel)
    {
        var purged = await EventRange.PurgedAsync(context, cancel);
        return await context.Events.Where(stored => stored.Id > purged).OrderBy(stored => stored.Id).Select(stored => (DateTimeOffset?)stored.ReceivedAt).FirstOrDefaultAsync(cancel);
    }

    private static async Task<DisabledSpan?> DisabledAsync(WebhooksDbContext context, Guid id, CancellationToken cancel)
    {
        var rows = await context.AuditRows.AsNoTracking().Where(row => row.TargetId == id && Changes.Contains(row.Action)).OrderBy(row => row.Id).ToListAsync(cancel);
        var disabledAt = await context.Subscriptions.Where(webhook => webhook.Id == id).Select(webhook => webhook.DisabledAt).SingleOrDefaultAsync(cancel);
        return DisabledSpan.Of(disabledAt, [.. rows.Select(row => new WebhookChange(row.At, row.ActorName, ActivityJson.Read(row.Action, row.Data)))]);
    }
}

/// <summary>Events that a webhook missed while it was disabled.</summary>
/// <param name="Disabled">When it was disabled and enabled again.</param>
/// <param name="Count">How many can be sent, of the event types that it subscribes to.</param>
public sealed record MissedOffer(DisabledSpan Disabled, int Count);
