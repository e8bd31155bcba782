using Dixa.Webhooks.Admin.Dispatch;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Recording;
using Dixa.Webhooks.Admin.Storage;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Operations.Status;

/// <summary>
/// Reads how the deliveries are doing. Its queries read the index of due deliveries, one entry for each webhook, and count at most
/// <see cref="QueueStatus.MaxCounted"/>, however long the history and the backlog are.
/// </summary>
public sealed class QueueQueries(ProcessQueries processes, StoreDialect store, IDbContextFactory<WebhooksDbContext> contexts, TimeProvider time)
{
    public async Task<QueueStatus> ReadAsync(CancellationToken cancel = default)
    {
        var running = await processes.ListAsync(cancel);
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var now = time.GetUtcNow();
        var webhooks = await context.Subscriptions.AsNoTracking().IgnoreAutoIncludes()
            .Where(webhook => webhook.Enabled)
            .Select(webhook => new Oldest(
                webhook.Id,
                webhook.Name,
                context.Deliveries.Where(delivery => delivery.SubscriptionId == webhook.Id && delivery.State == DeliveryState.Pending)
                    .OrderBy(delivery => delivery.DueAt).Select(delivery => (DateTimeOffset?)delivery.DueAt).FirstOrDefault()))
            .ToListAsync(cancel);
        var due = webhooks.Where(webhook => webhook.DueAt <= now).OrderBy(webhook => webhook.DueAt).ToList();
        var waiting = due.Where(webhook => webhook.DueAt <= now - QueueStatus.WaitsAfter).ToList();
        var shown = waiting.Take(QueueStatus.MaxLanes).ToList();
        var ids = shown.Select(webhook => webhook.Id).ToList();
        var lanes = await context.Lanes.AsNoTracking().Where(lane => ids.Contains(lane.SubscriptionId)).ToDictionaryAsync(lane => lane.SubscriptionId, cancel);
        var alive = running.Where(process => !process.IsSilent(now)).ToList();
        return new QueueStatus(
            due is [{ DueAt: { } oldest }, ..] ? now - oldest : TimeSpan.Zero,
            due.Count == 0 ? 0 : await CountDueAsync(context, now, cancel),
            await CountPendingAsync(context, cancel),
            alive.Aggregate(new AttemptSum(0, 0), (sum, process) => sum + process.Report.LastFiveMinutes),
            alive.Aggregate(new AttemptSum(0, 0), (sum, process) => sum + process.Report.LastHour),
            running.Min(process => process.StartedAt),
            [.. shown.Select(webhook => Waiting(webhook, lanes.GetValueOrDefault(webhook.Id)))],
            waiting.Count - shown.Count);

        WaitingLane Waiting(Oldest webhook, Storage.Tables.Lane? lane)
        {
            var isLeased = lane is { LeaseOwner: not null, LeaseUntil: { } until } && until > now;
            var worker = running.FirstOrDefault(process => store.IsShared ? isLeased && process.Id == lane!.LeaseOwner : process.Has(nameof(NodeRoles.Dispatch)));
            var report = worker?.Report.Lanes.FirstOrDefault(one => one.Webhook == webhook.Id);
            var wait = worker is null && isLeased ? LaneWait.LeaseOfSilentProcess : LaneWaitRule.Of(report, worker, running, now);
            return new WaitingLane(
                webhook.Id, webhook.Name, now - webhook.DueAt!.Value, wait, worker?.Name, report?.Senders ?? 0, report?.Refused ?? 0, lane?.ConsecutiveFailures ?? 0, isLeased ? lane!.LeaseUntil : null);
        }
    }

    /// <summary>In the order of the index of pending deliveries.</summary>
    private static Task<int> CountPendingAsync(WebhooksDbContext context, CancellationToken cancel) => context.Deliveries
        .Where(delivery => delivery.State == DeliveryState.Pending)
        .OrderBy(delivery => delivery.SubscriptionId).ThenBy(delivery => delivery.DueAt)
        .Take(QueueStatus.MaxCounted + 1).CountAsync(cancel);

    /// <summary>By webhook, because the index of due deliveries begins with it.</summary>
    private static Task<int> CountDueAsync(WebhooksDbContext context, DateTimeOffset now, CancellationToken cancel) => (
        from webhook in context.Subscriptions.IgnoreAutoIncludes()
        where webhook.Enabled
        orderby webhook.Id
        from delivery in context.Deliveries
        where delivery.SubscriptionId == webhook.Id && delivery.State == DeliveryState.Pending && delivery.DueAt <= now
        select delivery.Id).Take(QueueStatus.MaxCounted + 1).CountAsync(cancel);

    private sealed record Oldest(Guid Id, string Name, DateTimeOffset? DueAt);
}
