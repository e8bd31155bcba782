using Dixa.Webhooks.Admin.Dispatch.Lanes;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Domain.Subscriptions;
using Dixa.Webhooks.Admin.Storage;
using Hangfire;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Dispatch.Jobs;

/// <summary>
/// Wakes each lane that has something pending, since its hint may be lost, and goes on clearing up after webhooks that are
/// disabled or removed, and after secrets whose overlap has ended. Runs at the start and then every minute.
/// </summary>
public sealed class RecoverJob(LaneRegistry lanes, SubscriptionCleanup leftovers, IDbContextFactory<WebhooksDbContext> contexts, TimeProvider time)
{
    [JobDisplayName("Recover lanes whose hint was lost")]
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
                await leftovers.CancelPendingAsync(webhook.Id);
            }
        }

        foreach (var removal in await context.Removals.AsNoTracking().ToListAsync(stopping))
        {
            await leftovers.DeleteHistoryAsync(removal.SubscriptionId);
        }

        await ForgetEndedSecretsAsync(context, stopping);
    }

    /// <summary>They have signed nothing since they ended, so that no lane need know: the revision stays.</summary>
    private async Task ForgetEndedSecretsAsync(WebhooksDbContext context, CancellationToken stopping)
    {
        var now = time.GetUtcNow();
        var ended = await context.Subscriptions.IgnoreAutoIncludes().Where(webhook => webhook.PreviousSecretUntil <= now).Select(webhook => webhook.Id).ToListAsync(stopping);
        if (ended.Count == 0)
        {
            return;
        }

        await context.Subscriptions.Where(webhook => webhook.PreviousSecretUntil <= now)
            .ExecuteUpdateAsync(
                webhook => webhook
                    .SetProperty(row => row.PreviousSecret, (VerificationSecret?)null)
                    .SetProperty(row => row.PreviousSecretUntil, (DateTimeOffset?)null),
                stopping);
        ended.ForEach(lanes.Noted);
    }
}
