using Dixa.Webhooks.Admin.Storage;
using Dixa.Webhooks.Admin.Storage.Reads;
using Dixa.Webhooks.Admin.Storage.Writes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Dixa.Webhooks.Admin.Dispatch.Lanes;

/// <summary>
/// Gives a lane its next slice: takes what is due in order of due time, and starts the senders that send it. It never waits
/// for an endpoint. A job begins it for a lane that rests; a lane that moves asks for more by itself when little is left,
/// since a job for each slice would cost more than reading it.
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
    /// <summary>How long a lane rests when the store fails it.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(1);

    private readonly TimeSpan _lease = options.Value.Lease;

    /// <summary>As many lanes that move read at a time as there are workers; those that rest have the workers to themselves.</summary>
    private readonly SemaphoreSlim _moving = new(options.Value.Workers);

    /// <summary>Gives the lane what there is room for, unless that is being done; then it is looked at again.</summary>
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
        catch (Exception error) when (StoreFaults.IsFault(error))
        {
            Log.StoreFailed(logger, lane.SubscriptionId, error);
            lanes.WakeAt(lane.SubscriptionId, time.GetUtcNow() + Rest);
        }
        catch (Exception error)
        {
            // For example for want of memory. Nothing else would wake the lane before the recover job.
            Log.Failed(logger, lane.SubscriptionId, error);
            lanes.WakeAt(lane.SubscriptionId, time.GetUtcNow() + Rest);
        }
        finally
        {
            if (lane.End())
            {
                lanes.Wake(lane.SubscriptionId);
            }
        }
    }

    public void Dispose() => _moving.Dispose();

    /// <summary>The same for a lane that moves, when its turn has come. Never throws.</summary>
    private async Task RefillWhenMovingAsync(LaneState lane)
    {
        var entered = false;
        try
        {
            await _moving.WaitAsync();
            entered = true;
            await RefillAsync(lane);
        }
        catch (Exception error)
        {
            // No job is there to show it, and the lane must not stand still.
            Log.Failed(logger, lane.SubscriptionId, error);
            lanes.WakeAt(lane.SubscriptionId, time.GetUtcNow() + Rest);
        }
        finally
        {
            if (entered)
            {
                _moving.Release();
            }
        }
    }

    private async Task FillAsync(LaneState lane)
    {
        // Of before the read, however long that takes: what it finds is sent while the lease lasts.
        var (now, began) = (time.GetUtcNow(), time.GetTimestamp());
        var room = lane.PlanRead(now, began);
        if (room.Most == 0 || !await LeaseAsync(lane, now, began))
        {
            return;
        }

        if (await due.ReadAsync(lane.SubscriptionId, now, room.Most, room.Bytes, room.Taken, room.After) is not { } list || await TargetAsync(lane, list.Revision) is not { } target)
        {
            lanes.Forget(lane.SubscriptionId);
            return;
        }

        sender.Start(lane, lane.Fill(target, list, room, began), RefillWhenMovingAsync);
        if (list.NextDueAt is { } next)
        {
            lanes.WakeAt(lane.SubscriptionId, next);
        }
    }

    /// <summary>Makes sure that this process, and no other, works the lane for long enough that what it sends now has ended.</summary>
    private async Task<bool> LeaseAsync(LaneState lane, DateTimeOffset now, long timestamp)
    {
        if (lane.LeasedUntil - now > _lease / 2)
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

        lane.LeasedUntil = lease.Until;
        lane.LeaseUntil(timestamp + (long)(_lease.TotalSeconds * time.TimestampFrequency));
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
        [LoggerMessage(LogLevel.Error, "The lane of webhook {SubscriptionId} could not read the store; it tries again in a second")]
        public static partial void StoreFailed(ILogger logger, Guid subscriptionId, Exception error);

        [LoggerMessage(LogLevel.Error, "The lane of webhook {SubscriptionId} could not go on; it tries again in a second")]
        public static partial void Failed(ILogger logger, Guid subscriptionId, Exception error);
    }
}
