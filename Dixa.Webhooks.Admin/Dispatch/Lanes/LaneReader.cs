using Dixa.Webhooks.Admin.Storage;
using Dixa.Webhooks.Admin.Storage.Failures;
using Dixa.Webhooks.Admin.Storage.Reads;
using Dixa.Webhooks.Admin.Storage.Writes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Dixa.Webhooks.Admin.Dispatch.Lanes;

/// <summary>
/// Reads the next batch of a lane in order of due time, and starts senders for it. It never waits for an endpoint. A job starts an
/// idle lane. An active lane reads its next batch without a job when few deliveries are left, since a job would cost more than
/// the read itself.
/// </summary>
public sealed partial class LaneReader(
    LaneRegistry lanes,
    GroupCommit store,
    DueDeliveries due,
    LaneSender sender,
    NodeIdentity process,
    IDbContextFactory<WebhooksDbContext> contexts,
    TimeProvider time,
    IOptions<DispatchOptions> options,
    ILogger<LaneReader> logger) : IDisposable
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);

    private readonly TimeSpan _lease = options.Value.Lease;

    /// <summary>
    /// Limits the reads of active lanes to the number of workers. Idle lanes are started by the workers themselves and do not pass
    /// here, so active lanes cannot starve them.
    /// </summary>
    private readonly SemaphoreSlim _activeReads = new(options.Value.Workers);

    /// <summary>Reads the lane's next batch. If a read is already in progress, that one runs again afterwards.</summary>
    public async Task RefillAsync(LaneState lane)
    {
        if (lanes.Stopped || !lane.TryBegin())
        {
            return;
        }

        try
        {
            await FillAsync(lane);
        }
        catch (Exception error) when (StoreErrors.IsDatabaseError(error))
        {
            Log.StoreFailed(logger, lane.SubscriptionId, error);
            lanes.WakeAt(lane.SubscriptionId, time.GetUtcNow() + RetryDelay);
        }
        catch (Exception error)
        {
            // For example out of memory. Otherwise only the recover job would wake the lane, up to a minute later.
            Log.Failed(logger, lane.SubscriptionId, error);
            lanes.WakeAt(lane.SubscriptionId, time.GetUtcNow() + RetryDelay);
        }
        finally
        {
            if (lane.End())
            {
                lanes.Wake(lane.SubscriptionId);
            }
        }
    }

    public void Dispose() => _activeReads.Dispose();

    /// <summary>Refills an active lane, limited by <see cref="_activeReads"/>. Never throws.</summary>
    private async Task RefillActiveAsync(LaneState lane)
    {
        var entered = false;
        try
        {
            await _activeReads.WaitAsync();
            entered = true;
            await RefillAsync(lane);
        }
        catch (Exception error)
        {
            // There is no job that would show the error, and the lane must not stall.
            Log.Failed(logger, lane.SubscriptionId, error);
            lanes.WakeAt(lane.SubscriptionId, time.GetUtcNow() + RetryDelay);
        }
        finally
        {
            if (entered)
            {
                _activeReads.Release();
            }
        }
    }

    private async Task FillAsync(LaneState lane)
    {
        // Taken before the read: the lease is counted from here, however long the read takes.
        var (now, timestamp) = (time.GetUtcNow(), time.GetTimestamp());
        var plan = lane.PlanRead(now, timestamp);
        if (plan.MaxCount == 0 || !await LeaseAsync(lane, now, timestamp))
        {
            return;
        }

        if (await due.ReadAsync(lane.SubscriptionId, now, plan.MaxCount, plan.MaxBytes, plan.Taken, plan.After) is not { } list || await TargetAsync(lane, list.Revision) is not { } target)
        {
            lanes.Forget(lane.SubscriptionId);
            return;
        }

        sender.Start(lane, lane.Fill(target, list, plan, timestamp), RefillActiveAsync);
        if (list.NextDueAt is { } next)
        {
            lanes.WakeAt(lane.SubscriptionId, next);
        }
    }

    /// <summary>
    /// Makes sure that this process holds the lane's lease for at least half of its duration, which is long enough for a request that
    /// starts now to end. False if another process holds it, or if the webhook was removed.
    /// </summary>
    private async Task<bool> LeaseAsync(LaneState lane, DateTimeOffset now, long timestamp)
    {
        if (lane.Lease.Until - now > _lease / 2)
        {
            return true;
        }

        if (await store.CommitAsync(new LeaseLane(lane.SubscriptionId, process.Id, now, now + _lease)) is not { } lease)
        {
            lanes.Forget(lane.SubscriptionId);
            return false;
        }

        if (!lease.Held)
        {
            lanes.OnLeaseRefused(lane, lease.Until);
            return false;
        }

        lane.Lease.Extend(lease.Until, timestamp + (long)(_lease.TotalSeconds * time.TimestampFrequency));
        return true;
    }

    private async Task<LaneTarget?> TargetAsync(LaneState lane, int revision)
    {
        if (lane.Target?.Revision == revision)
        {
            return lane.Target;
        }

        await using var context = await contexts.CreateDbContextAsync();
        var webhook = await context.Subscriptions.AsNoTracking().SingleOrDefaultAsync(row => row.Id == lane.SubscriptionId);
        return webhook is null ? null : new LaneTarget(webhook);
    }

    private static partial class Log
    {
        [LoggerMessage(1710, LogLevel.Error, "The lane of webhook {SubscriptionId} failed to lease or read; retrying in 1 s")]
        public static partial void StoreFailed(ILogger logger, Guid subscriptionId, Exception error);

        [LoggerMessage(1711, LogLevel.Error, "The lane of webhook {SubscriptionId} failed to read its next batch; retrying in 1 s")]
        public static partial void Failed(ILogger logger, Guid subscriptionId, Exception error);
    }
}
