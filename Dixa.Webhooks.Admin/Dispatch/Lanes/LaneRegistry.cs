using System.Collections.Concurrent;
using Dixa.Webhooks.Admin.Dispatch.Budget;
using Dixa.Webhooks.Admin.Recording;
using Dixa.Webhooks.Admin.Storage;
using Hangfire;
using Microsoft.Extensions.Options;

namespace Dixa.Webhooks.Admin.Dispatch.Lanes;

/// <summary>
/// All lanes of this process, and how to wake one. A lane is the queue of one webhook: it reads due deliveries from the store in batches
/// and keeps up to <c>Dispatch:LaneConcurrency</c> requests in flight. A wake is a hint: it is cheap, may be redundant, and if one is
/// lost, the recover job makes up for it.
/// </summary>
/// <remarks>
/// One Hangfire job per delivery would be the obvious design, but it is too slow: 8,000 deliveries a second even with nothing stored, and 180
/// with Hangfire's jobs in the database. A slow endpoint could also occupy all workers, Hangfire.InMemory forgets its jobs on restart, and Hangfire's
/// retries do not follow our retry rule. With lanes the store is the queue, and a job only says that a lane has work.
/// <para>
/// The registry itself needs no lock: lanes are in a concurrent dictionary, and each <see cref="LaneState"/> has a lock of its own.
/// </para>
/// </remarks>
public sealed partial class LaneRegistry(
    IBackgroundJobClient jobs,
    DeliveryFeed feed,
    StoreSignals signals,
    TimeProvider time,
    SendBudget budget,
    IOptions<DispatchOptions> options,
    IOptions<NodeOptions> node,
    ILogger<LaneRegistry> logger)
{
    private static readonly TimeSpan StaleAfter = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan FastWithin = TimeSpan.FromSeconds(2);

    /// <summary>A delivery that was stored later but is due earlier than the current read position is found within this time.</summary>
    private static readonly TimeSpan RescanAfter = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<Guid, LaneState> _lanes = new();
    private readonly LaneLimits _limits = new(
        options.Value.LaneConcurrency,
        options.Value.LaneBatchSize,
        (long)(StaleAfter.TotalSeconds * time.TimestampFrequency),
        (long)(FastWithin.TotalSeconds * time.TimestampFrequency),
        (long)(RescanAfter.TotalSeconds * time.TimestampFrequency));

    /// <summary>Whether this process sends. If not, it only signals the processes that do.</summary>
    private readonly bool _sends = node.Value.Has(NodeRoles.Dispatch);

    private readonly SendBudget _budget = budget;

    private volatile bool _stopped;

    /// <summary>The application is shutting down: no new request starts.</summary>
    public bool Stopped => _stopped;

    /// <summary>How many lanes have requests in flight, and how many wait for their share of the <see cref="SendBudget"/>.</summary>
    internal (int Active, int Waiting) Count()
    {
        var (active, waiting) = (0, 0);
        foreach (var (_, lane) in _lanes)
        {
            active += lane.IsActive ? 1 : 0;
            waiting += lane.IsWaiting ? 1 : 0;
        }

        return (active, waiting);
    }

    /// <summary>The name of a webhook, for job lists; null if its lane has not run in this process.</summary>
    public string? NameOf(Guid subscriptionId) => _lanes.TryGetValue(subscriptionId, out var lane) ? lane.Target?.Name : null;

    /// <summary>What the lanes that are not idle are doing.</summary>
    public IEnumerable<LaneActivity> Look()
    {
        var now = time.GetUtcNow();
        return _lanes.Values.Select(lane => lane.Look(now)).Where(activity => !activity.IsIdle);
    }

    /// <summary>Call it when a delivery may be due now. Wakes the lane in this process or in the process that holds its lease.</summary>
    public void Wake(Guid subscriptionId)
    {
        if (!_sends)
        {
            signals.Send(StoreSignal.Due, subscriptionId);
            return;
        }

        var (lane, now) = (Of(subscriptionId), time.GetUtcNow());
        if (lane.Lease.IsHeldByOther(now))
        {
            signals.Send(StoreSignal.Due, subscriptionId);
        }
        else
        {
            Hint(lane, now);
        }
    }

    /// <summary>Call it when a delivery becomes due later.</summary>
    public void WakeAt(Guid subscriptionId, DateTimeOffset due)
    {
        // Not a scheduled Hangfire job: Hangfire uses the system clock, which can be set at any time.
        var now = time.GetUtcNow();
        if (!_stopped && Of(subscriptionId) is var lane && lane.TryRequestJobAt(due, now))
        {
            new LaneAlarm(() => OnAlarm(lane, due)).Set(time, due - now);
        }
    }

    /// <summary>Call it after the commit that created, changed, enabled, disabled or removed a webhook.</summary>
    public void Changed(Guid subscriptionId)
    {
        ChangedHere(subscriptionId);
        signals.Send(StoreSignal.Changed, subscriptionId);
        feed.Publish(subscriptionId);
    }

    /// <summary>Call it after a commit that changed what screens show of a webhook, but nothing that its lane uses.</summary>
    public void Noted(Guid subscriptionId) => feed.Publish(subscriptionId);

    /// <summary>Call it after the clock and the due times in the store were moved.</summary>
    public void ClockChanged(TimeSpan by)
    {
        foreach (var lane in _lanes.Values)
        {
            lane.ClockChanged(by);
            Wake(lane.SubscriptionId);
        }
    }

    public void Stop() => _stopped = true;

    /// <summary>Starts to handle signals from other processes.</summary>
    internal void Listen() => signals.Heard += OnSignal;

    /// <summary>Another process holds the lane: wakes it there, and checks again here when its lease expires.</summary>
    internal void OnLeaseRefused(LaneState lane, DateTimeOffset until)
    {
        lane.Lease.HeldByOther(until);
        signals.Send(StoreSignal.Due, lane.SubscriptionId);
        WakeAt(lane.SubscriptionId, until);
    }

    /// <summary>This process now holds the lane's lease, and a delivery in it is due.</summary>
    internal void OnClaimed(Guid subscriptionId)
    {
        var lane = Of(subscriptionId);
        lane.Lease.HeldByOther(DateTimeOffset.MinValue);
        Hint(lane, time.GetUtcNow());
    }

    internal LaneState Of(Guid subscriptionId) =>
        _lanes.GetOrAdd(subscriptionId, static (id, lanes) => new LaneState(id, lanes._limits, lanes._budget, lanes.Granted), this);

    /// <summary>Replaces a lane that failed unexpectedly with a new one. The old one sends nothing more of what it has read.</summary>
    internal void Abandon(LaneState lane)
    {
        _lanes.TryRemove(KeyValuePair.Create(lane.SubscriptionId, lane));
        lane.Abandon();
        Wake(lane.SubscriptionId);
    }

    internal void Forget(Guid subscriptionId) => _lanes.TryRemove(subscriptionId, out _);

    /// <summary>Runs on a timer thread, so it must not throw: an exception would end the process.</summary>
    private void OnAlarm(LaneState lane, DateTimeOffset due)
    {
        try
        {
            lane.AlarmFired(due);
            Wake(lane.SubscriptionId);
        }
        catch (Exception error)
        {
            Log.WakeFailed(logger, lane.SubscriptionId, error);
        }
    }

    /// <summary>A lane that waited for its share of the <see cref="SendBudget"/> may read now.</summary>
    private void Granted(LaneState lane) => Hint(lane, time.GetUtcNow());

    private void Hint(LaneState lane, DateTimeOffset now)
    {
        if (!_stopped && lane.TryRequestJob(now))
        {
            var subscriptionId = lane.SubscriptionId;
            jobs.Enqueue<LaneJob>(job => job.RunAsync(subscriptionId, CancellationToken.None));
        }
    }

    private void OnSignal(StoreSignal signal, Guid subscriptionId)
    {
        switch (signal)
        {
            case StoreSignal.Due when Of(subscriptionId) is var lane && time.GetUtcNow() is var now && !lane.Lease.IsHeldByOther(now):
                Hint(lane, now);
                break;
            case StoreSignal.Changed:
                ChangedHere(subscriptionId);
                break;
        }
    }

    private void ChangedHere(Guid subscriptionId)
    {
        if (_sends && Of(subscriptionId).Changed())
        {
            Wake(subscriptionId);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1712, LogLevel.Error, "Failed to wake the lane of webhook {SubscriptionId}; the recover job wakes it within a minute")]
        public static partial void WakeFailed(ILogger logger, Guid subscriptionId, Exception error);
    }
}
