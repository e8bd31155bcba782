using Dixa.Webhooks.Admin.Domain.BulkActions;
using Dixa.Webhooks.Admin.Storage;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.BulkActions;

/// <summary>Reads bulk actions. Everyone who is signed in may see them.</summary>
public sealed class BulkActionQueries(IDbContextFactory<WebhooksDbContext> contexts)
{
    private const int ShownEnded = 20;

    /// <summary>All that run or are paused, then the last ones that are over; each newest first.</summary>
    /// <param name="webhookId">Only those of this webhook; null for all, also those for several webhooks.</param>
    /// <param name="cancel">Stops.</param>
    public async Task<IReadOnlyList<BulkActionView>> ListAsync(Guid? webhookId = null, CancellationToken cancel = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var actions = context.BulkActions.AsNoTracking().Where(action => webhookId == null || action.WebhookId == webhookId).OrderByDescending(action => action.CreatedAt);
        var open = await actions.Where(action => action.State == BulkActionState.Running || action.State == BulkActionState.Paused).ToListAsync(cancel);
        var ended = await actions.Where(action => action.EndedAt != null).Take(ShownEnded).ToListAsync(cancel);
        return [.. open.Concat(ended).Select(BulkActionView.Of)];
    }

    /// <summary>The last action of a kind for a webhook; null if there was none.</summary>
    public async Task<BulkActionView?> LastAsync(Guid webhookId, BulkActionKind kind, CancellationToken cancel = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        return await context.BulkActions.AsNoTracking().Where(action => action.WebhookId == webhookId && action.Kind == kind)
            .OrderByDescending(action => action.CreatedAt).FirstOrDefaultAsync(cancel) is { } found ? BulkActionView.Of(found) : null;
    }

    /// <summary>Null if there is no such action.</summary>
    public async Task<BulkActionView?> FindAsync(Guid id, CancellationToken cancel = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        return await context.BulkActions.AsNoTracking().SingleOrDefaultAsync(action => action.Id == id, cancel) is { } found ? BulkActionView.Of(found) : null;
    }
}
