using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Storage;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Operations.Metrics;

/// <summary>Reads the figures of the store. Its queries read indexes of pending deliveries and small tables, however long the history is.</summary>
internal sealed class StoreSnapshotReader(IDbContextFactory<WebhooksDbContext> contexts, StoreDialect dialect, TimeProvider time)
{
    private const int MaxEmails = 1_000;

    /// <summary>Reading the size takes a few milliseconds, and it changes slowly.</summary>
    private static readonly TimeSpan SizeInterval = TimeSpan.FromMinutes(1);

    private (long At, StoreSize Size)? _size;

    public async Task<StoreSnapshot> ReadAsync(CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var now = time.GetUtcNow();
        var webhooks = await ReadWebhooksAsync(context, now, cancel);

        // In the order of the index of pending deliveries, so that no long history is searched for them.
        var pending = await context.Deliveries.Where(delivery => delivery.State == DeliveryState.Pending)
            .OrderBy(delivery => delivery.SubscriptionId).ThenBy(delivery => delivery.DueAt)
            .Take(StoreSnapshot.MaxCount).CountAsync(cancel);
        var due = pending == 0 || webhooks.TrueForAll(webhook => webhook.OldestDue == TimeSpan.Zero) ? 0 : await CountDueAsync(context, now, cancel);
        var emails = await context.Notifications.Where(notification => notification.MailPending).OrderBy(notification => notification.Id).Take(MaxEmails).CountAsync(cancel);
        var purgedAt = await context.RetentionRuns.Where(run => run.FinishedAt != null).OrderByDescending(run => run.Id).Select(run => run.FinishedAt).FirstOrDefaultAsync(cancel);
        var size = await ReadSizeAsync(context, cancel);
        return new StoreSnapshot(time.GetTimestamp(), due, pending, emails, webhooks, purgedAt, size, dialect.FreeDiskBytes());
    }

    private static async Task<List<WebhookAge>> ReadWebhooksAsync(WebhooksDbContext context, DateTimeOffset now, CancellationToken cancel)
    {
        var rows = await context.Subscriptions.AsNoTracking().IgnoreAutoIncludes()
            .Select(webhook => new
            {
                webhook.Name,
                webhook.Enabled,
                OldestDueAt = context.Deliveries
                    .Where(delivery => delivery.SubscriptionId == webhook.Id && delivery.State == DeliveryState.Pending)
                    .OrderBy(delivery => delivery.DueAt)
                    .Select(delivery => (DateTimeOffset?)delivery.DueAt)
                    .FirstOrDefault(),
            })
            .ToListAsync(cancel);
        return [.. rows
            .Select(row => new WebhookAge(row.Name, row.Enabled, row is { Enabled: true, OldestDueAt: { } dueAt } && dueAt < now ? now - dueAt : TimeSpan.Zero))
            .OrderByDescending(webhook => webhook.OldestDue)];
    }

    private static Task<int> CountDueAsync(WebhooksDbContext context, DateTimeOffset now, CancellationToken cancel) =>
        (from webhook in context.Subscriptions.IgnoreAutoIncludes()
         where webhook.Enabled
         orderby webhook.Id
         from delivery in context.Deliveries.Where(delivery => delivery.SubscriptionId == webhook.Id && delivery.State == DeliveryState.Pending && delivery.DueAt <= now)
         select delivery.Id).Take(StoreSnapshot.MaxCount).CountAsync(cancel);

    private async Task<StoreSize> ReadSizeAsync(WebhooksDbContext context, CancellationToken cancel)
    {
        if (_size is { } known && time.GetElapsedTime(known.At) < SizeInterval)
        {
            return known.Size;
        }

        var size = await dialect.ReadSizeAsync(context, cancel);
        _size = (time.GetTimestamp(), size);
        return size;
    }
}
