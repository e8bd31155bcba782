using Dixa.Webhooks.Admin.BulkActions;
using Dixa.Webhooks.Admin.Dispatch.Lanes;
using Dixa.Webhooks.Admin.Domain.Audit;
using Dixa.Webhooks.Admin.Domain.BulkActions;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Domain.Replays;
using Dixa.Webhooks.Admin.Storage;
using Dixa.Webhooks.Admin.Storage.Tables;
using Dixa.Webhooks.Admin.Storage.Writes;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Replays;

/// <summary>
/// Sends missed events in the order in which they were received. It gives the lane only what that can send soon, so that new events do not wait behind a long
/// replay, and it pauses while the endpoint keeps failing, because failed replays do not disable the webhook.
/// </summary>
internal sealed class ReplayHandler(IDbContextFactory<WebhooksDbContext> contexts, GroupCommit store, LaneRegistry lanes, AutoDisableRule rule, TimeProvider time) : IBulkActionHandler
{
    private const string WebhookIsRemoved = "The webhook was removed.";
    private const string WebhookIsDisabled = "The webhook is disabled. Enable it, then resume.";

    private static readonly TimeSpan LaneIsBusy = TimeSpan.FromMilliseconds(100);

    /// <summary>Older failures say nothing about an endpoint that may have been repaired since.</summary>
    private static readonly TimeSpan Recent = TimeSpan.FromMinutes(1);

    public BulkActionKind Kind => BulkActionKind.ReplayEvents;

    private string EndpointKeepsFailing => $"The last {rule.ConsecutiveFailures} events could not be delivered. Check the endpoint, then resume.";

    public async Task<BulkStep> StepAsync(StoredBulkAction action, int max, CancellationToken cancel)
    {
        var (criteria, webhook) = (ReplayCriteria.Read(action.Criteria), action.WebhookId!.Value);
        await using var context = await contexts.CreateDbContextAsync(cancel);
        switch (await context.Subscriptions.Where(row => row.Id == webhook).Select(row => (bool?)row.Enabled).SingleOrDefaultAsync(cancel))
        {
            case null:
                return new BulkStep.Failed(WebhookIsRemoved);
            case false:
                return new BulkStep.Paused(WebhookIsDisabled);
        }

        if (action.Position >= criteria.LastKey)
        {
            return new BulkStep.Completed();
        }

        if (await KeepsFailingAsync(context, action.Id, cancel))
        {
            return new BulkStep.Paused(EndpointKeepsFailing);
        }

        var room = ReplayPolicy.MaxDue(action.PerSecond ?? ReplayDraft.DefaultPerSecond) - await DueAsync(context, webhook, action, cancel);
        return room <= 0
            ? new BulkStep.Waiting(LaneIsBusy)
            : await SendAsync(context, action, criteria, Math.Min(max, room), cancel);
    }

    public Activity Ended(StoredBulkAction action) => new Activity.ReplayEnded(action.State.ToString(), action.Done, action.Skipped, action.Total, action.Error);

    public Task CleanUpAsync(WebhooksDbContext context, StoredBulkAction action, CancellationToken cancel) => Task.CompletedTask;

    private async Task<BulkStep> SendAsync(WebhooksDbContext context, StoredBulkAction action, ReplayCriteria criteria, int max, CancellationToken cancel)
    {
        // What was purged since the start may have been delivered.
        var (webhook, after) = (action.WebhookId!.Value, Math.Max(action.Position, await EventRange.PurgedAsync(context, cancel)));
        var batch = await new MissedEventReader(context, webhook, criteria.Types, time, cancel).ReadAsync(new EventRange(after, criteria.LastKey), max);
        var replayed = await store.CommitAsync(new ReplayEvents(action.Id, webhook, batch.Events, action.Position, batch.Position, time.GetUtcNow()));
        if (replayed is { Added: > 0 })
        {
            lanes.Changed(webhook);
            lanes.Wake(webhook);
        }

        // Without a result, the action or the webhook has changed, and the next step sees how.
        return new BulkStep.Advanced(replayed?.Added ?? 0);
    }

    /// <summary>How many deliveries wait for the lane, up to what a replay waits for.</summary>
    private Task<int> DueAsync(WebhooksDbContext context, Guid webhook, StoredBulkAction action, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        return context.Deliveries.Where(delivery => delivery.SubscriptionId == webhook && delivery.State == DeliveryState.Pending && delivery.DueAt <= now)
            .OrderBy(delivery => delivery.DueAt).Take(ReplayPolicy.MaxDue(action.PerSecond ?? ReplayDraft.DefaultPerSecond)).CountAsync(cancel);
    }

    /// <summary>Whether as many of the replay's last events failed as would disable the webhook.</summary>
    private async Task<bool> KeepsFailingAsync(WebhooksDbContext context, Guid replay, CancellationToken cancel)
    {
        var since = time.GetUtcNow() - Recent;
        var last = await context.Deliveries.Where(delivery => delivery.ReplayId == replay && delivery.Attempts > 0).OrderByDescending(delivery => delivery.Id)
            .Take(rule.ConsecutiveFailures).Select(delivery => new { delivery.State, delivery.LastAttemptAt }).ToListAsync(cancel);
        return last.Count == rule.ConsecutiveFailures && last.TrueForAll(one => one.State is not DeliveryState.Delivered && one.LastAttemptAt >= since);
    }
}
