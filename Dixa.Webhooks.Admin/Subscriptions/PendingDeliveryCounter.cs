using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Storage;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Subscriptions;

/// <summary>Counts the deliveries that disabling a webhook would cancel.</summary>
public sealed class PendingDeliveryCounter(IDbContextFactory<WebhooksDbContext> contexts)
{
    /// <summary>Counting stops here, because the exact number no longer matters and counting a million rows is slow.</summary>
    public const int MaxCount = 10_000;

    /// <summary>Returns the number of pending deliveries, at most <see cref="MaxCount"/>.</summary>
    public async Task<int> CountAsync(Guid id, CancellationToken cancel = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        return await context.Deliveries.Where(delivery => delivery.SubscriptionId == id && delivery.State == DeliveryState.Pending)
            .OrderBy(delivery => delivery.DueAt).Take(MaxCount).CountAsync(cancel);
    }
}
