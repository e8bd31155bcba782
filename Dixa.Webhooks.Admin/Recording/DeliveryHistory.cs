using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Storage;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Recording;

/// <summary>What was recorded, as screens read it. Each call opens a context of its own.</summary>
public sealed class DeliveryHistory(IDbContextFactory<WebhooksDbContext> contexts)
{
    /// <summary>How many deliveries of an event type are shown. The guide says the last 50.</summary>
    public const int Shown = 50;

    /// <summary>Each event type that was ever attempted for a webhook, by wire name.</summary>
    public async Task<IReadOnlyDictionary<string, TypeStatus>> StatusesAsync(Guid subscriptionId, CancellationToken cancel = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var stored = await context.EventStatuses.AsNoTracking().Where(status => status.SubscriptionId == subscriptionId).ToListAsync(cancel);
        return stored.ToDictionary(status => status.EventType, TypeStatus.Of);
    }

    /// <summary>The last <see cref="Shown"/> deliveries of an event type to a webhook, newest first.</summary>
    public async Task<IReadOnlyList<DeliveryRow>> RecentAsync(Guid subscriptionId, string eventType, CancellationToken cancel = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        return await context.Deliveries.AsNoTracking()
            .Where(delivery => delivery.SubscriptionId == subscriptionId && delivery.EventType == eventType)
            .OrderByDescending(delivery => delivery.CreatedAt).ThenByDescending(delivery => delivery.Id)
            .Take(Shown)
            .Join(context.Events, delivery => delivery.EventKey, stored => stored.Id, (delivery, stored) => new { delivery, stored.EventId })
            .OrderByDescending(row => row.delivery.CreatedAt).ThenByDescending(row => row.delivery.Id)
            .Select(row => new DeliveryRow(
                row.delivery.Id,
                row.EventId,
                row.delivery.State,
                row.delivery.Attempts,
                row.delivery.CreatedAt,
                row.delivery.DueAt,
                row.delivery.LastAttemptAt,
                row.delivery.LastStatusCode,
                row.delivery.LastFailure,
                row.delivery.CancelledBecause,
                row.delivery.IsTest))
            .ToListAsync(cancel);
    }

    /// <summary>A delivery's payload: the exact bytes that are sent. Null when the delivery is gone or is another webhook's.</summary>
    public async Task<byte[]?> PayloadAsync(Guid subscriptionId, long deliveryId, CancellationToken cancel = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        return await context.Deliveries.AsNoTracking()
            .Where(delivery => delivery.Id == deliveryId && delivery.SubscriptionId == subscriptionId)
            .Join(context.Events, delivery => delivery.EventKey, stored => stored.Id, (_, stored) => stored.Payload)
            .FirstOrDefaultAsync(cancel);
    }
}
