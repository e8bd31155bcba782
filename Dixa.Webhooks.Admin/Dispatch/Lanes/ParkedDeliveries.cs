namespace Dixa.Webhooks.Admin.Dispatch.Lanes;

/// <summary>Deliveries of a lane that may not be read again before a time. The lock of the <see cref="LaneState"/> guards it.</summary>
internal sealed class ParkedDeliveries
{
    private readonly List<(long Id, DateTimeOffset Until)> _parked = [];

    /// <summary>How often the store refused to record an attempt of a delivery.</summary>
    private readonly Dictionary<long, int> _refusals = [];

    /// <summary>Deliveries that the store has refused to record.</summary>
    public int Refused => _refusals.Count;

    public void Park(long id, DateTimeOffset until) => _parked.Add((id, until));

    /// <summary>
    /// Parks a delivery whose attempt the store refused to record. False after <paramref name="maxAttempts"/> refusals: the delivery then
    /// stays taken, and is not read again until the application restarts.
    /// </summary>
    public bool TryParkRefused(long id, DateTimeOffset until, int maxAttempts)
    {
        var refusals = _refusals[id] = _refusals.GetValueOrDefault(id) + 1;
        if (refusals >= maxAttempts)
        {
            return false;
        }

        Park(id, until);
        return true;
    }

    /// <summary>Removes and returns the deliveries that may be read again.</summary>
    public IReadOnlyList<long> Release(DateTimeOffset now)
    {
        if (_parked.Count == 0)
        {
            return [];
        }

        long[] released = [.. _parked.Where(parked => parked.Until <= now).Select(parked => parked.Id)];
        _parked.RemoveAll(parked => parked.Until <= now);
        return released;
    }

    /// <summary>The due times in the store were moved, and these times move with them.</summary>
    public void ClockChanged(TimeSpan by)
    {
        for (var i = 0; i < _parked.Count; i++)
        {
            _parked[i] = (_parked[i].Id, _parked[i].Until + by);
        }
    }
}
