using Dixa.Webhooks.Admin.Domain.Audit;
using Dixa.Webhooks.Admin.Domain.Replays;
using Dixa.Webhooks.Admin.Domain.Subscriptions;
using Dixa.Webhooks.Admin.Storage;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Replays;

/// <summary>Reads for the screens what a webhook may have missed.</summary>
public sealed class ReplayQueries(IDbContextFactory<WebhooksDbContext> contexts)
{
    private static readonly AuditAction[] Changes = [AuditAction.WebhookCreated, AuditAction.WebhookEnabled, AuditAction.WebhookDisabled, AuditAction.WebhookAutoDisabled];

    /// <summary>When a webhook was last disabled; null if that is not known.</summary>
    public async Task<DisabledSpan?> DisabledAsync(Guid id, CancellationToken cancel = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        return await DisabledAsync(context, id, cancel);
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
