using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Domain.Events;
using Dixa.Webhooks.Admin.Storage;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Recording;

/// <summary>Reads deliveries together with their events' UUIDs and the reasons why they were cancelled.</summary>
internal static class DeliveryRecords
{
    /// <summary>Newest first. Reasons are read afterwards, since a page has few of them and often none.</summary>
    public static async Task<List<DeliveryRecord>> ReadAsync(WebhooksDbContext context, IQueryable<Delivery> page, CancellationToken cancel)
    {
        var rows = await page
            .Join(context.Events, delivery => delivery.EventKey, stored => stored.Id, (delivery, stored) => new { delivery, stored.EventId, stored.RemovedAt, stored.Removal })
            .OrderByDescending(row => row.delivery.CreatedAt).ThenByDescending(row => row.delivery.Id)
            .ToListAsync(cancel);
        long[] ids = [.. rows.Select(row => row.delivery.CancellationId).OfType<long>().Distinct()];
        var reasons = ids.Length == 0
            ? []
            : await context.Cancellations.AsNoTracking().Where(cancellation => ids.Contains(cancellation.Id)).ToDictionaryAsync(cancellation => cancellation.Id, cancellation => cancellation.Reason, cancel);
        return [.. rows.Select(row => new DeliveryRecord(row.delivery, row.EventId, row.delivery.CancellationId is { } id ? reasons.GetValueOrDefault(id) : null, RemovedContent.Of(row.RemovedAt, row.Removal)))];
    }
}
