using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Storage;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Recording;

/// <summary>Reads recorded deliveries for screens. Each call opens its own context.</summary>
public sealed class DeliveryHistory(IDbContextFactory<WebhooksDbContext> contexts)
{
    /// <summary>How many deliveries of an event type are shown. Dixa's guide promises the last 50.</summary>
    public const int Shown = 50;

    /// <summary>The status of each event type that has at least one attempt, by wire name.</summary>
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
        var page = context.Deliveries.AsNoTracking()
            .Where(delivery => delivery.SubscriptionId == subscriptionId && delivery.EventType == eventType)
            .OrderByDescending(delivery => delivery.CreatedAt).ThenByDescending(delivery => delivery.Id)
            .Take(Shown);
        return [.. (await DeliveryRecords.ReadAsync(context, page, cancel)).Select(DeliveryRow.Of)];
    }

    /// <summary>The current state of deliveries that are shown, in their order. One that has been removed since stays as it was.</summary>
    public async Task<IReadOnlyList<DeliveryRow>> RefreshAsync(IReadOnlyList<DeliveryRow> shown, CancellationToken cancel = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        long[] ids = [.. shown.Select(row => row.Id)];
        var records = await DeliveryRecords.ReadAsync(context, context.Deliveries.AsNoTracking().Where(delivery => ids.Contains(delivery.Id)), cancel);
        var current = records.Select(DeliveryRow.Of).ToDictionary(row => row.Id);
        return [.. shown.Select(row => current.GetValueOrDefault(row.Id, row))];
    }

    /// <summary>Null if the delivery does not exist or belongs to another webhook.</summary>
    public async Task<DeliveryRow?> FindAsync(Guid subscriptionId, long deliveryId, CancellationToken cancel = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var found = context.Deliveries.AsNoTracking().Where(delivery => delivery.Id == deliveryId && delivery.SubscriptionId == subscriptionId);
        return await DeliveryRecords.ReadAsync(context, found, cancel) is [var record] ? DeliveryRow.Of(record) : null;
    }

    /// <summary>The resends of a delivery, oldest first.</summary>
    public async Task<IReadOnlyList<long>> SentAgainAsync(Guid subscriptionId, long deliveryId, CancellationToken cancel = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        return await context.Deliveries.AsNoTracking()
            .Where(delivery => delivery.ResendOf == deliveryId && delivery.SubscriptionId == subscriptionId)
            .OrderBy(delivery => delivery.Id)
            .Select(delivery => delivery.Id)
            .ToListAsync(cancel);
    }

    /// <summary>The exact bytes that are sent, or what is left of them. Null if the delivery does not exist or belongs to another webhook.</summary>
    public async Task<byte[]?> PayloadAsync(Guid subscriptionId, long deliveryId, CancellationToken cancel = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        return await context.Deliveries.AsNoTracking()
            .Where(delivery => delivery.Id == deliveryId && delivery.SubscriptionId == subscriptionId)
            .Join(context.Events, delivery => delivery.EventKey, stored => stored.Id, (_, stored) => stored.Payload)
            .FirstOrDefaultAsync(cancel);
    }
}
