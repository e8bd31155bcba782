using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Storage;
using Dixa.Webhooks.Admin.Storage.Tables;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Notifications;

/// <summary>Notifications about webhooks that were disabled automatically or soon will be, and which of them each person has seen. Open to every signed-in person.</summary>
public sealed class NotificationFeed(IDbContextFactory<WebhooksDbContext> contexts)
{
    /// <summary>The number of notifications shown.</summary>
    public const int Shown = 10;

    /// <summary>Counts the notifications that the reader has not seen.</summary>
    public async Task<int> CountNewAsync(Actor reader, CancellationToken cancel = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var seen = await LastSeenAsync(context, reader, cancel);
        return await context.Notifications.CountAsync(notification => notification.Id > seen, cancel);
    }

    /// <summary>Returns the last <see cref="Shown"/> notifications, newest first.</summary>
    public async Task<IReadOnlyList<NotificationView>> LatestAsync(Actor reader, CancellationToken cancel = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var seen = await LastSeenAsync(context, reader, cancel);
        return await (
            from notification in context.Notifications.AsNoTracking()
            join webhook in context.Subscriptions on notification.SubscriptionId equals webhook.Id
            orderby notification.Id descending
            select new NotificationView(notification.Id, webhook.Id, webhook.Name, notification.At, notification.Reason, webhook.Enabled, notification.Id > seen)
            {
                IsWarning = notification.AttemptId != null,
                ConsecutiveFailures = context.Lanes.Where(lane => lane.SubscriptionId == webhook.Id).Select(lane => lane.ConsecutiveFailures).FirstOrDefault(),
            })
            .Take(Shown)
            .ToListAsync(cancel);
    }

    /// <summary>Records that the reader has seen all notifications up to this id.</summary>
    public async Task SeenAsync(Actor reader, long newest, CancellationToken cancel = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        await using var transaction = await context.BeginSerializedTransactionAsync(cancel);
        if (await context.NotificationReaders.SingleOrDefaultAsync(row => row.UserId == reader.Id, cancel) is not { } known)
        {
            context.NotificationReaders.Add(new StoredNotificationReader { UserId = reader.Id, LastSeen = newest });
        }
        else
        {
            known.LastSeen = Math.Max(known.LastSeen, newest);
        }

        await context.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }

    private static Task<long> LastSeenAsync(WebhooksDbContext context, Actor reader, CancellationToken cancel) =>
        context.NotificationReaders.Where(row => row.UserId == reader.Id).Select(row => row.LastSeen).SingleOrDefaultAsync(cancel);
}
