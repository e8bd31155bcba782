namespace Dixa.Webhooks.Admin.Dispatch.Jobs;

/// <summary>How the clock was set since the start, so that times from before can be compared with those from after.</summary>
public sealed class ClockChanges
{
    private readonly Lock _gate = new();
    private readonly List<(long LastAttemptId, TimeSpan By)> _changes = [];

    /// <summary>The clock was set after an attempt was recorded.</summary>
    public void Add(long lastAttemptId, TimeSpan by)
    {
        lock (_gate)
        {
            _changes.Add((lastAttemptId, by));
        }
    }

    /// <summary>When an attempt began, by the clock as it is now.</summary>
    public DateTimeOffset Correct(long attemptId, DateTimeOffset startedAt)
    {
        lock (_gate)
        {
            return _changes.Where(change => attemptId <= change.LastAttemptId).Aggregate(startedAt, (time, change) => time + change.By);
        }
    }
}
