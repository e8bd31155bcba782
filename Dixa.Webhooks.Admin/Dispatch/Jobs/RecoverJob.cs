using Dixa.Webhooks.Admin.Dispatch.Lanes;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Domain.Subscriptions;
using Dixa.Webhooks.Admin.Storage;
using Hangfire;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Dispatch.Jobs;

/// <summary>
/// Wakes every lane that has pending deliveries, since its hint may be lost. Also continues the cleanup of disabled and removed webhooks,
/// and deletes previous secrets that have expired. Runs at startup and then every minute.
/// </summary>
public sealed class RecoverJob(LaneRegistry lanes, SubscriptionCleanup cleanup, IDbContextFactory<WebhooksDbContext> contexts, TimeProvider time)
{
    [JobDisplayName("Wake lanes with pending deliveries")]
    [AutomaticRetry(Attempts = 0)]
    public async Task RunAsync(CancellationToken stopping)
    {
        await using var context = await contexts.CreateDbContextAsync(stopping);
        var pending = await context.Subscriptions.AsNoTracking().IgnoreAutoIncludes()
            .Where(webhook => context.Deliveries.Any(delivery => delivery.SubscriptionId == webhook.Id && delivery.State == DeliveryState.Pending))
            .Select(webhook => new { webhook.Id, webhook.Enabled })
            .ToListAsync(stopping);
        foreach (var webhook in pending)
        {
            if (webhook.Enabled)
            {
                lanes.Wake(webhook.Id);
            }
            else
            {
                await cleanup.CancelPendingAsync(webhook.Id);
            }
        }

        foreach (var removal in await context.PendingRemovals.AsNoTracking().ToListAsync(stopping))
        {
            await cleanup.DeleteHistoryAsync(removal.SubscriptionId);
        }

        await DeleteExpiredSecretsAsync(context, stopping);
    }

    /// <summary>Expired secrets sign nothing, so lanes need not reload the webhook: the revision stays the same.</summary>
    private async Task DeleteExpiredSecretsAsync(WebhooksDbContext context, CancellationToken stopping)
    {
        var now = time.GetUtcNow();
        var expired = await context.Subscriptions.IgnoreAutoIncludes().Where(webhook => webhook.PreviousSecretUntil <= now).Select(webhook => webhook.Id).ToListAsync(stopping);
        if (expired.Count == 0)
        {
            return;
        }

        await context.Subscriptions.Where(webhook => webhook.PreviousSecretUntil <= now)
            .ExecuteUpdateAsync(
                webhook => webhook
                    .SetProperty(row => row.PreviousSecret, (VerificationSecret?)null)
                    .SetProperty(row => row.PreviousSecretUntil, (DateTimeOffset?)null),
                stopping);
        expired.ForEach(lanes.Noted);
    }
}
