using System.Collections.Concurrent;
using Dixa.Webhooks.Admin.Recording;
using Dixa.Webhooks.Admin.Storage;
using Hangfire;
using Microsoft.Extensions.Options;

namespace Dixa.Webhooks.Admin.Dispatch.Lanes;

/// <summary>
/// The webhooks' queues, and the way to wake one. A wake is a hint: it costs little, may come too often, and when it is
/// lost the recover job makes up for it.
/// </summary>
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

    /// <summary>What was stored later and is due earlier is found within this time.</summary>
    private static readonly TimeSpan RescanAfter = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<Guid, LaneState> _lanes = new();
    private readonly LaneLimits _limits = new(
        options.Value.LaneConcurrency,
        options.Value.LaneBatchSize,
        (long)(StaleAfter.TotalSeconds * time.TimestampFrequency),
        (long)(FastWithin.TotalSeconds * time.TimestampFrequency),
        (long)(RescanAfter.TotalSeconds * time.TimestampFrequency));

    /// <summary>This process works lanes. Another only tells those that do.</summary>
    private readonly bool _works = node.Value.Has(NodeRoles.Dispatch);

    private readonly SendBudget _budget = budget;

    private volatile bool _stopped;

    /// <summary>The application is shutting down: no further request is begun.</summary>
    public bool Stopped => _stopped;

    /// <summary>The name of a webhook whose lane has run, for job lists; null when it has not.</summary>
    public string? NameOf(Guid subscriptionId) => _lanes.TryGetValue(subscriptionId, out var lane) ? lane.Target?.Name : null;

    /// <summary>Says that something may be due now: to this process, or to the one that holds the lane.</summary>
    public void Wake(Guid subscriptionId)
    {
        if (!_works)
        {
            signals.Send(StoreSignal.Due, subscriptionId);
            return;
        }

        var (lane, now) = (Of(subscriptionId), time.GetUtcNow());
        if (lane.IsLeasedByOther(now))
        {
            signals.Send(StoreSignal.Due, subscriptionId);
        }
        else
        {
            Hint(lane, now);
        }
    }

    /// <summary>Says that something becomes due at a time to come.</summary>
    public void WakeAt(Guid subscriptionId, DateTimeOffset due)
    {
        // Not a scheduled job of Hangfire's: those go by the machine's clock, which may be set at any time.
        var now = time.GetUtcNow();
        if (!_stopped && Of(subscriptionId) is var lane && lane.TryRequestJobAt(due, now))
        {
            new LaneAlarm(() => Ring(lane, due)).Set(time, due - now);
        }
    }

    /// <summary>Says that a webhook was created, changed, enabled, disabled or removed. Call it after the commit.</summary>
    public void Changed(Guid subscriptionId)
    {
        ChangedHere(subscriptionId);
        signals.Send(StoreSignal.Changed, subscriptionId);
        feed.Publish(subscriptionId);
    }

    /// <summary>Says that something about a webhook was noted that its lane need not know. Call it after the commit.</summary>
    public void Noted(Guid subscriptionId) => feed.Publish(subscriptionId);

    /// <summary>Says that the clock was set by so much, and with it what is due in the store.</summary>
    public void ClockChanged(TimeSpan by)
    {
        foreach (var lane in _lanes.Values)
        {
            lane.ClockChanged(by);
            Wake(lane.SubscriptionId);
        }
    }

    /// <summary>Begins no further request.</summary>
    public void Stop() => _stopped = true;

    /// <summary>Listens to what other processes say, from now on.</summary>
    internal void Listen() => signals.Heard += Hear;

    /// <summary>Says that another process holds the lane, and to that process that something may be due in it.</summary>
    internal void OnLeaseRefused(LaneState lane, DateTimeOffset until)
    {
        lane.MarkLeasedByOther(until);
        signals.Send(StoreSignal.Due, lane.SubscriptionId);
        WakeAt(lane.SubscriptionId, until);
    }

    /// <summary>Says that something is due in a lane that this process holds by now.</summary>
    internal void Take(Guid subscriptionId)
    {
        var lane = Of(subscriptionId);
        lane.MarkLeasedByOther(DateTimeOffset.MinValue);
        Hint(lane, time.GetUtcNow());
    }

    internal LaneState Of(Guid subscriptionId) =>
        _lanes.GetOrAdd(subscriptionId, static (id, lanes) => new LaneState(id, lanes._limits, lanes._budget, lanes.Granted), this);

    /// <summary>Puts another lane in the place of one that failed unexpectedly, which sends nothing more of what it has read.</summary>
    internal void Abandon(LaneState lane)
    {
        _lanes.TryRemove(KeyValuePair.Create(lane.SubscriptionId, lane));
        lane.Abandon();
        Wake(lane.SubscriptionId);
    }

    /// <summary>Forgets a lane whose webhook is gone.</summary>
    internal void Forget(Guid subscriptionId) => _lanes.TryRemove(subscriptionId, out _);

    /// <summary>The time has come for which the lane was to be woken. Nothing may throw here: it would end the process.</summary>
    private void Ring(LaneState lane, DateTimeOffset due)
    {
        try
        {
            lane.Rang(due);
            Wake(lane.SubscriptionId);
        }
        catch (Exception error)
        {
            Log.NotWoken(logger, lane.SubscriptionId, error);
        }
    }

    /// <summary>A lane that waited for its share of what is scarce may read.</summary>
    private void Granted(LaneState lane) => Hint(lane, time.GetUtcNow());

    private void Hint(LaneState lane, DateTimeOffset now)
    {
        if (!_stopped && lane.TryRequestJob(now))
        {
            var subscriptionId = lane.SubscriptionId;
            jobs.Enqueue<LaneJob>(job => job.RunAsync(subscriptionId, CancellationToken.None));
        }
    }

    private void Hear(StoreSignal signal, Guid subscriptionId)
    {
        switch (signal)
        {
            case StoreSignal.Due when Of(subscriptionId) is var lane && time.GetUtcNow() is var now && !lane.IsLeasedByOther(now):
                Hint(lane, now);
                break;
            case StoreSignal.Changed:
                ChangedHere(subscriptionId);
                break;
        }
    }

    private void ChangedHere(Guid subscriptionId)
    {
        if (_works && Of(subscriptionId).Changed())
        {
            Wake(subscriptionId);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "The lane of webhook {SubscriptionId} could not be woken; the recover job does it within a minute")]
        public static partial void NotWoken(ILogger logger, Guid subscriptionId, Exception error);
    }
}
