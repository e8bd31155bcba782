namespace Dixa.Webhooks.Admin.Dispatch.Jobs;

/// <summary>
/// Records by how much the clock was set since startup, so that times from before a change can be compared with times from after it.
/// <c>_gate</c> guards the list.
/// </summary>
public sealed class ClockCorrection
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

    /// <summary>The start time of an attempt, converted to the current clock.</summary>
    public DateTimeOffset Correct(long attemptId, DateTimeOffset startedAt)
    {
        lock (_gate)
        {
            return _changes.Where(change => attemptId <= change.LastAttemptId).Aggregate(startedAt, (time, change) => time + change.By);
        }
    }
}
