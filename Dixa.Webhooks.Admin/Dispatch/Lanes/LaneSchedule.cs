namespace Dixa.Webhooks.Admin.Dispatch.Lanes;

/// <summary>Tracks whether a lane's job is running, queued, or must be enqueued. The lock of the <see cref="LaneState"/> guards all of it.</summary>
internal sealed class LaneSchedule
{
    /// <summary>If no job has started within this time after a hint, the hint counts as lost.</summary>
    private static readonly TimeSpan HintTimeout = TimeSpan.FromSeconds(30);

    private DateTimeOffset? _hintedAt;
    private DateTimeOffset? _nextHint;
    private bool _runAgain;

    public bool Running { get; private set; }

    /// <summary>Whether the caller must enqueue a job: true once, until that job starts. If a job is running, it runs again instead.</summary>
    public bool TryRequestJob(DateTimeOffset now)
    {
        _runAgain |= Running;
        if (Running || (_hintedAt is { } hinted && now - hinted < HintTimeout))
        {
            return false;
        }

        _hintedAt = now;
        return true;
    }

    /// <summary>Whether the caller must set an alarm for this time: false if one is set for the same time or earlier.</summary>
    public bool TryRequestJobAt(DateTimeOffset due, DateTimeOffset now)
    {
        if (_nextHint is { } next && next <= due && next > now)
        {
            return false;
        }

        _nextHint = due;
        return true;
    }

    /// <summary>The alarm for this time has fired. A later due time needs a new alarm.</summary>
    public void AlarmFired(DateTimeOffset due) => _nextHint = _nextHint == due ? null : _nextHint;

    public void ClockChanged(TimeSpan by) => (_hintedAt, _nextHint) = (_hintedAt + by, _nextHint + by);

    /// <summary>Makes the caller the lane's only reader. False if there is one already; that one then runs again.</summary>
    public bool TryBegin()
    {
        _runAgain |= Running;
        if (Running)
        {
            return false;
        }

        (Running, _runAgain, _hintedAt) = (true, false, null);
        return true;
    }

    /// <summary>The current reader must run again after it ends.</summary>
    public void RequestAnotherRun() => _runAgain = true;

    /// <summary>Ends the current read. True if the lane was woken during the read and must run again.</summary>
    public bool End()
    {
        Running = false;
        return _runAgain;
    }
}
