namespace Dixa.Webhooks.Admin.Dispatch.Lanes;

/// <summary>Whether a lane's job runs, waits or must be asked for. Its lane's lock guards it.</summary>
internal sealed class LaneSchedule
{
    /// <summary>A hint that no job took up within this time counts as lost.</summary>
    private static readonly TimeSpan HintIsLost = TimeSpan.FromSeconds(30);

    private DateTimeOffset? _hintedAt;
    private DateTimeOffset? _nextHint;
    private bool _runAgain;

    /// <summary>The lane's job runs.</summary>
    public bool Running { get; private set; }

    /// <summary>Whether a job must be started: true once, until it begins. A running job is told to look again.</summary>
    public bool TryRequestJob(DateTimeOffset now)
    {
        _runAgain |= Running;
        if (Running || (_hintedAt is { } hinted && now - hinted < HintIsLost))
        {
            return false;
        }

        _hintedAt = now;
        return true;
    }

    /// <summary>Whether a job must be scheduled for this time: false when one will come no later.</summary>
    public bool TryRequestJobAt(DateTimeOffset due, DateTimeOffset now)
    {
        if (_nextHint is { } next && next <= due && next > now)
        {
            return false;
        }

        _nextHint = due;
        return true;
    }

    /// <summary>The job that was scheduled for this time comes now, and covers nothing more.</summary>
    public void Rang(DateTimeOffset due) => _nextHint = _nextHint == due ? null : _nextHint;

    /// <summary>The clock was set by so much.</summary>
    public void ClockChanged(TimeSpan by) => (_hintedAt, _nextHint) = (_hintedAt + by, _nextHint + by);

    /// <summary>Makes the caller the lane's only job; false when there is one, which then looks again.</summary>
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

    /// <summary>The running job must look again after it ended.</summary>
    public void RequestAnotherRun() => _runAgain = true;

    /// <summary>Ends the lane's job. True when it was woken meanwhile.</summary>
    public bool End()
    {
        Running = false;
        return _runAgain;
    }
}
