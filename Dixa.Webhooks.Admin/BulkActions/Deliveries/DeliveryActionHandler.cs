using System.Collections.Concurrent;
using Dixa.Webhooks.Admin.Domain.Audit;
using Dixa.Webhooks.Admin.Domain.BulkActions;
using Dixa.Webhooks.Admin.Storage;
using Dixa.Webhooks.Admin.Storage.Tables;
using Dixa.Webhooks.Admin.Storage.Writes;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.BulkActions.Deliveries;

/// <summary>Acts on deliveries, a few of one webhook at a time, and each webhook in turn.</summary>
internal abstract class DeliveryActionHandler(IDbContextFactory<WebhooksDbContext> contexts, TimeProvider time) : IBulkActionHandler
{
    private readonly ConcurrentDictionary<Guid, DeliveryParts> _parts = new();

    public abstract BulkActionKind Kind { get; }

    public async Task<BulkStep> StepAsync(StoredBulkAction action, int max, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        if (!_parts.TryGetValue(action.Id, out var parts) || parts.Position != action.Position)
        {
            parts = _parts[action.Id] = await DeliveryParts.ReadAsync(context, action, cancel);
        }

        if (parts.IsEmpty)
        {
            _parts.TryRemove(action.Id, out _);
            return new BulkStep.Completed();
        }

        var now = time.GetElapsedTime(0);
        while (parts.Next(now) is { } webhook)
        {
            if (Math.Min(max, await RoomAsync(context, action, webhook, cancel)) is > 0 and var count)
            {
                var keys = await webhook.PeekAsync(context, count, cancel);
                return await StepAsync(action, parts, webhook, keys);
            }

            webhook.BackOff(now);
        }

        return new BulkStep.Waiting(parts.Wait(now));
    }

    public abstract Activity Ended(StoredBulkAction action);

    public async Task CleanUpAsync(WebhooksDbContext context, StoredBulkAction action, CancellationToken cancel)
    {
        _parts.TryRemove(action.Id, out _);
        await context.BulkParts.Where(part => part.ActionId == action.Id).ExecuteDeleteAsync(cancel);
    }

    /// <summary>How many deliveries of a webhook it may act on now.</summary>
    protected abstract Task<int> RoomAsync(WebhooksDbContext context, StoredBulkAction action, WebhookParts webhook, CancellationToken cancel);

    /// <summary>Stores a step. Returns how many deliveries it acted on; null if the action has moved or stopped.</summary>
    protected abstract Task<int?> CommitAsync(StoredBulkAction action, WebhookParts webhook, BulkMove move);

    private async Task<BulkStep> StepAsync(StoredBulkAction action, DeliveryParts parts, WebhookParts webhook, IReadOnlyList<long> keys)
    {
        try
        {
            if (await CommitAsync(action, webhook, new BulkMove(action.Id, parts.Position, webhook.Part, keys)) is { } done)
            {
                parts.Moved(webhook, keys.Count);
                return new BulkStep.Advanced(done);
            }
        }
        catch
        {
            // It may be stored although its confirmation was lost.
            _parts.TryRemove(action.Id, out _);
            throw;
        }

        _parts.TryRemove(action.Id, out _);
        return new BulkStep.Advanced(0);
    }
}
