using Dixa.Webhooks.Admin.Storage;
using Dixa.Webhooks.Admin.Storage.Reads;
using Dixa.Webhooks.Admin.Storage.Writes;
using Hangfire;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Dixa.Webhooks.Admin.Dispatch;

/// <summary>
/// Gives a webhook's lane its next slice: takes what is due in order of due time, starts the pumps that send it, and
/// ends. It never waits for an endpoint, so a lane that hangs holds no worker; pumps that have little left ask for the
/// next job, which queues behind the other lanes' jobs.
/// </summary>
public sealed partial class LaneJob(
    Lanes lanes,
    GroupCommit store,
    DueDeliveries due,
    Attempts attempts,
    ThisProcess process,
    IDbContextFactory<WebhooksDbContext> contexts,
    TimeProvider time,
    IOptions<DispatchOptions> options,
    ILogger<LaneJob> logger)
{
    /// <summary>How long a lane rests when the store fails it.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(1);

    private readonly TimeSpan _lease = options.Value.Lease;

    [LaneJobName]
    [AutomaticRetry(Attempts = 0)]
    public async Task RunAsync(Guid subscriptionId, CancellationToken stopping)
    {
        var lane = lanes.Of(subscriptionId);
        if (lanes.Stopped || stopping.IsCancellationRequested || !lane.TryBegin())
        {
            return;
        }

        try
        {
            await FillAsync(lane);
        }
        catch (Exception error) when (StoreFaults.IsFault(error))
        {
            Log.StoreFailed(logger, subscriptionId, error);
            lanes.WakeAt(subscriptionId, time.GetUtcNow() + Rest);
        }
        finally
        {
            if (lane.End())
            {
                lanes.Wake(subscriptionId);
            }
        }
    }

    private async Task FillAsync(RunningLane lane)
    {
        var now = time.GetUtcNow();
        var room = lane.Room(now, time.GetTimestamp());
        if (room.Most == 0 || !await LeaseAsync(lane, now))
        {
            return;
        }

        if (due.Read(lane.SubscriptionId, now, room.Most, room.Taken, room.After) is not { } list || await TargetAsync(lane, list.Revision) is not { } target)
        {
            lanes.Forget(lane.SubscriptionId);
            return;
        }

        attempts.Start(lane, lane.Fill(target, list, room, time.GetTimestamp()));
        if (list.NextDueAt is { } next)
        {
            lanes.WakeAt(lane.SubscriptionId, next);
        }
    }

    /// <summary>Makes sure that this process, and no other, works the lane for long enough that what it sends now has ended.</summary>
    private async Task<bool> LeaseAsync(RunningLane lane, DateTimeOffset now)
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
            lanes.HeldElsewhere(lane, lease.Until);
            return false;
        }

        lane.LeasedUntil = lease.Until;
        return true;
    }

    private async Task<LaneTarget?> TargetAsync(RunningLane lane, int revision)
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
    }
}
