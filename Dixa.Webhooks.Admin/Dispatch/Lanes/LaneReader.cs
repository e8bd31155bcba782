using Dixa.Webhooks.Admin.Storage;
using Dixa.Webhooks.Admin.Storage.Reads;
using Dixa.Webhooks.Admin.Storage.Writes;
using Dixa.Webhooks.Admin.Telemetry;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Dixa.Webhooks.Admin.Dispatch.Lanes;

/// <summary>Leases a lane and reads its next batch in order of due time. Only the lane's one reader calls it (see <see cref="LaneState.TryBegin"/>).</summary>
public sealed class LaneReader(
    LaneRegistry lanes,
    GroupCommit store,
    DueDeliveries due,
    NodeIdentity process,
    IDbContextFactory<WebhooksDbContext> contexts,
    DispatchMetrics metrics,
    TimeProvider time,
    IOptions<DispatchOptions> options)
{
    private readonly TimeSpan _lease = options.Value.Lease;

    /// <summary>Reads a batch into the lane. Returns how many senders the caller must start for it.</summary>
    public async Task<int> FillAsync(LaneState lane)
    {
        // Taken before the read: the lease is counted from here, however long the read takes.
        var (now, timestamp) = (time.GetUtcNow(), time.GetTimestamp());
        var plan = lane.PlanRead(now, timestamp);
        if (plan.MaxCount == 0 || !await LeaseAsync(lane, now, timestamp))
        {
            return 0;
        }

        if (await due.ReadAsync(lane.SubscriptionId, now, plan.MaxCount, plan.MaxBytes, plan.Taken, plan.After) is not { } list || await TargetAsync(lane, list.Revision) is not { } target)
        {
            lanes.Forget(lane.SubscriptionId);
            return 0;
        }

        if (list.NextDueAt is { } next)
        {
            lanes.WakeAt(lane.SubscriptionId, next);
        }

        // The last step: from here on the lane counts on its senders.
        return lane.Fill(target, list, plan, timestamp);
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

        if (lane.Lease.ForgetOther())
        {
            metrics.TookOver(1);
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
}
