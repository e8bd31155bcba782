using System.Data.Common;
using Dixa.Webhooks.Admin.Storage.Failures;
using Dixa.Webhooks.Admin.Storage.Writes;
using Hangfire;

namespace Dixa.Webhooks.Admin.Dispatch.Jobs;

/// <summary>
/// Cancels the pending deliveries of a disabled webhook, and deletes the history of a removed one. There may be a million rows, so it works
/// in batches with time for other writes in between. The first batch runs at once; a job runs the rest.
/// </summary>
public sealed partial class SubscriptionCleanup(GroupCommit store, IBackgroundJobClient jobs, TimeProvider time, ILogger<SubscriptionCleanup> logger)
{
    /// <summary>Small enough that a batch takes only some milliseconds.</summary>
    public const int BatchSize = 1_000;

    /// <summary>Call it after the webhook is disabled. Cancels the first batch of pending deliveries, and enqueues a job for the rest.</summary>
    public Task CancelPendingAsync(Guid subscriptionId) =>
        BeginAsync(() => CancelBatchAsync(subscriptionId), () => jobs.Enqueue<SubscriptionCleanup>(job => job.CancelRemainingAsync(subscriptionId, CancellationToken.None)));

    /// <summary>Call it after the webhook is removed. Deletes the first batch of its history, and enqueues a job for the rest.</summary>
    public Task DeleteHistoryAsync(Guid subscriptionId) =>
        BeginAsync(() => DeleteHistoryBatchAsync(subscriptionId), () => jobs.Enqueue<SubscriptionCleanup>(job => job.DeleteRemainingHistoryAsync(subscriptionId, CancellationToken.None)));

    [JobDisplayName("Cancel pending deliveries of the disabled webhook {0}")]
    [AutomaticRetry(Attempts = 0)]
    public async Task CancelRemainingAsync(Guid subscriptionId, CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested && await CancelBatchAsync(subscriptionId))
        {
        }
    }

    [JobDisplayName("Delete the history of the removed webhook {0}")]
    [AutomaticRetry(Attempts = 0)]
    public async Task DeleteRemainingHistoryAsync(Guid subscriptionId, CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested && await DeleteHistoryBatchAsync(subscriptionId))
        {
        }
    }

    private async Task<bool> CancelBatchAsync(Guid subscriptionId) =>
        await store.CommitAsync(new CancelPending(subscriptionId, time.GetUtcNow(), BatchSize)) == BatchSize;

    private async Task<bool> DeleteHistoryBatchAsync(Guid subscriptionId) =>
        await store.CommitAsync(new ClearRemoved(subscriptionId, BatchSize)) == BatchSize;

    private async Task BeginAsync(Func<Task<bool>> runBatch, Action enqueueRest)
    {
        try
        {
            if (await runBatch())
            {
                enqueueRest();
            }
        }
        catch (Exception error) when (error is StoreUnavailableException or DbException)
        {
            // The change itself is stored, and the recover job continues the cleanup.
            Log.Postponed(logger, error);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1770, LogLevel.Warning, "Failed to clean up after a disabled or removed webhook; the recover job continues within a minute")]
        public static partial void Postponed(ILogger logger, Exception error);
    }
}
