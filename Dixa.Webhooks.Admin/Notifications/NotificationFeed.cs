using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Storage;
using Dixa.Webhooks.Admin.Storage.Tables;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Notifications;

/// <summary>Which webhooks were disabled automatically, and what of it somebody has seen. Everybody who is signed in may look.</summary>
public sealed class NotificationFeed(IDbContextFactory<WebhooksDbContext> contexts)
{
    /// <summary>So many are shown.</summary>
    public const int Shown = 10;

    /// <summary>How many notices the reader has not seen.</summary>
    public async Task<int> CountNewAsync(Actor reader, CancellationToken cancel = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var seen = await LastSeenAsync(context, reader, cancel);
        return await context.Notifications.CountAsync(notice => notice.Id > seen, cancel);
    }

    /// <summary>The last <see cref="Shown"/> notices, the newest first.</summary>
    public async Task<IReadOnlyList<NotificationView>> LatestAsync(Actor reader, CancellationToken cancel = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var seen = await LastSeenAsync(context, reader, cancel);
        return await (
            from notice in context.Notifications.AsNoTracking()
            join webhook in context.Subscriptions on notice.SubscriptionId equals webhook.Id
            orderby notice.Id descending
            select new NotificationView(notice.Id, webhook.Id, webhook.Name, notice.At, notice.Reason, webhook.Enabled, notice.Id > seen))
            .Take(Shown)
            .ToListAsync(cancel);
    }

    /// <summary>Notes that the reader has seen the notices up to this one.</summary>
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
