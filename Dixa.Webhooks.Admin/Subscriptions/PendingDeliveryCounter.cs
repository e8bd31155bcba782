using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Storage;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Subscriptions;

/// <summary>Counts what disabling a webhook would cancel.</summary>
public sealed class PendingDeliveryCounter(IDbContextFactory<WebhooksDbContext> contexts)
{
    /// <summary>Counting ends here: beyond it the exact number matters to nobody, and a million rows take a while.</summary>
    public const int MaxCount = 10_000;

    /// <summary>How many deliveries of a webhook are pending; at most <see cref="MaxCount"/>.</summary>
    public async Task<int> CountAsync(Guid id, CancellationToken cancel = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        return await context.Deliveries.Where(delivery => delivery.SubscriptionId == id && delivery.State == DeliveryState.Pending).Take(MaxCount).CountAsync(cancel);
    }
}
