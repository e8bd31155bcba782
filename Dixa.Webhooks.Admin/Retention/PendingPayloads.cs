using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Storage;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Retention;

/// <summary>What the purge may never remove.</summary>
internal static class PendingPayloads
{
    /// <summary>The bytes of the payloads that pending deliveries need.</summary>
    public static Task<long> SizeAsync(WebhooksDbContext context, CancellationToken cancel) =>
        context.Deliveries.Where(delivery => delivery.State == DeliveryState.Pending).Select(delivery => delivery.EventKey).Distinct()
            .Join(context.Events, key => key, stored => stored.Id, (_, stored) => (long)stored.Payload.Length)
            .SumAsync(cancel);
}
