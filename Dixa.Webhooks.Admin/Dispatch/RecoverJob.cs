using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Storage;
using Hangfire;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Dispatch;

/// <summary>Wakes each lane that has something pending, since its hint may be lost. Runs at the start and then every minute.</summary>
public sealed class RecoverJob(Lanes lanes, IDbContextFactory<WebhooksDbContext> contexts)
{
    [JobDisplayName("Recover lanes whose hint was lost")]
    [AutomaticRetry(Attempts = 0)]
    public async Task RunAsync(CancellationToken stopping)
    {
        await using var context = await contexts.CreateDbContextAsync(stopping);
        var pending = await context.Lanes.AsNoTracking()
            .Where(lane => context.Deliveries.Any(delivery => delivery.SubscriptionId == lane.SubscriptionId && delivery.State == DeliveryState.Pending))
            .Select(lane => lane.SubscriptionId)
            .ToListAsync(stopping);
        pending.ForEach(lanes.Wake);
    }
}
