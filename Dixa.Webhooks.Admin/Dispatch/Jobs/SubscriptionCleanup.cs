using System.Data.Common;
using Dixa.Webhooks.Admin.Storage;
using Dixa.Webhooks.Admin.Storage.Writes;
using Hangfire;

namespace Dixa.Webhooks.Admin.Dispatch.Jobs;

/// <summary>
/// Ends what a disabled webhook has pending, and deletes what a removed one has left. There may be a million rows of it,
/// so it goes by portions, between which everybody else's writes have their turn; after the first a job goes on.
/// </summary>
public sealed partial class SubscriptionCleanup(GroupCommit store, IBackgroundJobClient jobs, TimeProvider time, ILogger<SubscriptionCleanup> logger)
{
    /// <summary>So many deliveries at a time; that takes some milliseconds.</summary>
    public const int BatchSize = 1_000;

    /// <summary>Cancels what a webhook that is disabled by now has pending: at once if it is not much, else a job does the rest.</summary>
    public Task CancelPendingAsync(Guid subscriptionId) =>
        BeginAsync(() => CancelBatchAsync(subscriptionId), () => jobs.Enqueue<SubscriptionCleanup>(job => job.CancelRemainingAsync(subscriptionId, CancellationToken.None)));

    /// <summary>Deletes the history of a webhook that is removed by now: at once if it is short, else a job does the rest.</summary>
    public Task DeleteHistoryAsync(Guid subscriptionId) =>
        BeginAsync(() => DeleteHistoryBatchAsync(subscriptionId), () => jobs.Enqueue<SubscriptionCleanup>(job => job.DeleteRemainingHistoryAsync(subscriptionId, CancellationToken.None)));

    [JobDisplayName("Cancel what is pending for the disabled webhook {0}")]
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

    private async Task BeginAsync(Func<Task<bool>> portion, Action goOn)
    {
        try
        {
            if (await portion())
            {
                goOn();
            }
        }
        catch (Exception error) when (error is StoreUnavailableException or DbException)
        {
            // What was asked for is stored, and the recover job goes on from there.
            Log.Postponed(logger, error);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "The store cannot clear up at present; it is done later")]
        public static partial void Postponed(ILogger logger, Exception error);
    }
}
