using Dixa.Webhooks.Admin.Storage;
using Dixa.Webhooks.Admin.Storage.Writes;
using Hangfire;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Dixa.Webhooks.Admin.Dispatch;

/// <summary>
/// Works a webhook's lane: claims what is due in order of due time, keeps a bounded number of requests flowing, and ends
/// when nothing is due, its slice is over, or every slot hangs. It never waits for the slowest: requests in flight finish
/// on their own, and the slot that comes free wakes the lane.
/// </summary>
public sealed class LaneJob(
    Lanes lanes,
    GroupCommit store,
    Attempts attempts,
    ThisProcess process,
    IDbContextFactory<WebhooksDbContext> contexts,
    TimeProvider time,
    IOptions<DispatchOptions> options)
{
    /// <summary>A job waits so long for a slot before it lets its worker go.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(100);

    private readonly DispatchOptions _options = options.Value;

    [LaneJobName]
    [AutomaticRetry(Attempts = 0)]
    public async Task RunAsync(Guid subscriptionId, CancellationToken stopping)
    {
        var lane = lanes.Of(subscriptionId);
        if (!lane.TryBegin())
        {
            return;
        }

        // When the work throws, the lane rests until the recover job: at once again would be a storm.
        var outcome = Outcome.Empty;
        try
        {
            outcome = await WorkAsync(lane, stopping);
        }
        finally
        {
            var wokenAgain = lane.End(starved: outcome is Outcome.Starved);
            if (outcome is Outcome.Gone)
            {
                lanes.Forget(subscriptionId);
            }
            else if ((wokenAgain || outcome is Outcome.Again) && !stopping.IsCancellationRequested)
            {
                lanes.Wake(subscriptionId);
            }
        }
    }

    private async Task<Outcome> WorkAsync(RunningLane lane, CancellationToken stopping)
    {
        var began = time.GetTimestamp();
        var batch = _options.LaneConcurrency;
        while (!stopping.IsCancellationRequested && time.GetElapsedTime(began) < _options.LaneSlice)
        {
            if (lane.Slots.CurrentCount == 0 && !await SlotComesFreeAsync(lane))
            {
                return Outcome.Starved;
            }

            var changes = lane.Changes;
            var now = time.GetUtcNow();
            var claim = await store.CommitAsync(new ClaimDeliveries(lane.SubscriptionId, process.Id, now, LeaseEnd(now), batch));
            if (claim is null || await TargetAsync(lane, claim.Revision) is not { } target)
            {
                return Outcome.Gone;
            }

            var left = await SendAsync(lane, target, claim.Deliveries, changes);
            if (left.Count > 0 || !claim.MoreDue)
            {
                await store.CommitAsync(new ReleaseLane(lane.SubscriptionId, process.Id, left));
            }

            if (left.Count > 0)
            {
                return lane.Changes == changes ? Outcome.Starved : Outcome.Again;
            }

            if (!claim.MoreDue)
            {
                HintNext(lane, claim);
                return Outcome.Empty;
            }

            // A lane that flows claims more at a time.
            batch = Math.Min(batch * 2, _options.LaneConcurrency * 8);
        }

        return Outcome.Again;
    }

    /// <summary>Starts a request for each delivery as slots come free, and returns what was not started.</summary>
    private async Task<IReadOnlyCollection<long>> SendAsync(RunningLane lane, LaneTarget target, IReadOnlyList<ClaimedDelivery> deliveries, int changes)
    {
        for (var i = 0; i < deliveries.Count; i++)
        {
            if (lane.Changes != changes || !await lane.Slots.WaitAsync(Patience))
            {
                return [.. deliveries.Skip(i).Select(delivery => delivery.Id)];
            }

            _ = attempts.RunAsync(lane, target, deliveries[i]);
        }

        return [];
    }

    private static async Task<bool> SlotComesFreeAsync(RunningLane lane)
    {
        if (!await lane.Slots.WaitAsync(Patience))
        {
            return false;
        }

        lane.Slots.Release();
        return true;
    }

    private async Task<LaneTarget?> TargetAsync(RunningLane lane, int revision)
    {
        if (lane.Target?.Revision != revision)
        {
            await using var context = await contexts.CreateDbContextAsync();
            var webhook = await context.Subscriptions.AsNoTracking().SingleOrDefaultAsync(row => row.Id == lane.SubscriptionId);
            lane.Target = webhook is null ? null : new LaneTarget(webhook);
        }

        return lane.Target;
    }

    private void HintNext(RunningLane lane, Claim claim)
    {
        if (claim.NextDueAt is { } next)
        {
            lanes.WakeAt(lane.SubscriptionId, next);
        }
    }

    /// <summary>Long enough for a claimed delivery to get its slot, its whole timeout, and its record.</summary>
    private DateTimeOffset LeaseEnd(DateTimeOffset now) => now + _options.LaneSlice + _options.RequestTimeout + TimeSpan.FromSeconds(30);

    private enum Outcome
    {
        /// <summary>There may be more to do now.</summary>
        Again,

        /// <summary>Nothing is due.</summary>
        Empty,

        /// <summary>Every slot hangs.</summary>
        Starved,

        /// <summary>The webhook is gone, or another process works the lane.</summary>
        Gone,
    }
}
