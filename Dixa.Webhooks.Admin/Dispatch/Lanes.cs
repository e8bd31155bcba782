using System.Collections.Concurrent;
using Dixa.Webhooks.Admin.Recording;
using Hangfire;
using Microsoft.Extensions.Options;

namespace Dixa.Webhooks.Admin.Dispatch;

/// <summary>
/// The webhooks' queues, and the way to wake one. A wake is a hint: it costs little, may come too often, and when it is
/// lost the recover job makes up for it.
/// </summary>
public sealed class Lanes(IBackgroundJobClient jobs, DeliveryFeed feed, TimeProvider time, IOptions<DispatchOptions> options)
{
    private static readonly TimeSpan StaleAfter = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan FastWithin = TimeSpan.FromSeconds(2);

    /// <summary>What was stored later and is due earlier is found within this time.</summary>
    private static readonly TimeSpan AnewAfter = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<Guid, RunningLane> _lanes = new();
    private readonly LaneLimits _limits = new(
        options.Value.LaneConcurrency,
        options.Value.LaneSlice,
        (long)(StaleAfter.TotalSeconds * time.TimestampFrequency),
        (long)(FastWithin.TotalSeconds * time.TimestampFrequency),
        (long)(AnewAfter.TotalSeconds * time.TimestampFrequency));

    private volatile bool _stopped;

    /// <summary>The application is shutting down: no further request is begun.</summary>
    public bool Stopped => _stopped;

    /// <summary>The name of a webhook whose lane has run, for job lists; null when it has not.</summary>
    public string? NameOf(Guid subscriptionId) => _lanes.TryGetValue(subscriptionId, out var lane) ? lane.Target?.Name : null;

    /// <summary>Says that something may be due now.</summary>
    public void Wake(Guid subscriptionId)
    {
        if (!_stopped && Of(subscriptionId).TryHint(time.GetUtcNow()))
        {
            jobs.Enqueue<LaneJob>(job => job.RunAsync(subscriptionId, CancellationToken.None));
        }
    }

    /// <summary>Says that something becomes due at a time to come.</summary>
    public void WakeAt(Guid subscriptionId, DateTimeOffset due)
    {
        // Hangfire drops the fraction of a second, and a job that comes early finds nothing due.
        var at = DateTimeOffset.FromUnixTimeSeconds(due.ToUnixTimeSeconds() + 1);
        if (!_stopped && Of(subscriptionId).TryHintAt(at, time.GetUtcNow()))
        {
            jobs.Schedule<LaneJob>(job => job.RunAsync(subscriptionId, CancellationToken.None), at);
        }
    }

    /// <summary>Says that a webhook was created, changed, enabled, disabled or removed. Call it after the commit.</summary>
    public void Changed(Guid subscriptionId)
    {
        if (Of(subscriptionId).Changed())
        {
            Wake(subscriptionId);
        }

        feed.Publish(subscriptionId);
    }

    /// <summary>Says that something about a webhook was noted that its lane need not know. Call it after the commit.</summary>
    public void Noted(Guid subscriptionId) => feed.Publish(subscriptionId);

    /// <summary>Begins no further request.</summary>
    public void Stop() => _stopped = true;

    internal RunningLane Of(Guid subscriptionId) =>
        _lanes.GetOrAdd(subscriptionId, static (id, limits) => new RunningLane(id, limits), _limits);

    /// <summary>Forgets a lane whose webhook is gone.</summary>
    internal void Forget(Guid subscriptionId) => _lanes.TryRemove(subscriptionId, out _);
}
