namespace Dixa.Webhooks.Admin.Dispatch.Budget;

/// <summary>
/// A resource that all lanes share. Slow lanes may use half of it, slow and unknown lanes together three quarters, so that some is always
/// left for fast lanes. Not thread-safe: the lock of the <see cref="SendBudget"/> guards it.
/// </summary>
internal sealed class SharedPool(long limit)
{
    private long _fast;
    private long _unknown;
    private long _slow;

    public long Used => _fast + _unknown + _slow;

    /// <summary>A negative amount returns it.</summary>
    public void Use(Pace pace, long amount)
    {
        switch (pace)
        {
            case Pace.Fast:
                _fast += amount;
                break;
            case Pace.Unknown:
                _unknown += amount;
                break;
            default:
                _slow += amount;
                break;
        }
    }

    /// <summary>How much more lanes of this pace may use.</summary>
    public long Available(Pace pace) => Available(pace, _fast, _unknown, _slow);

    /// <summary>The same, after a lane of another pace has returned one unit.</summary>
    public long AvailableAfterOneOf(Pace giver, Pace pace) => Available(
        pace,
        giver is Pace.Fast ? _fast - 1 : _fast,
        giver is Pace.Unknown ? _unknown - 1 : _unknown,
        giver is Pace.Slow ? _slow - 1 : _slow);

    /// <summary>Whether a lane that uses <paramref name="held"/> may use one more: the first while there is any, then no more than what is left.</summary>
    public bool AllowsOneMore(Pace pace, long held) => Available(pace) > held;

    private long Available(Pace pace, long fast, long unknown, long slow)
    {
        var left = limit - fast - unknown - slow;
        if (pace is not Pace.Fast)
        {
            left = Math.Min(left, limit - (limit / 4) - unknown - slow);
        }

        return pace is Pace.Slow ? Math.Min(left, (limit / 2) - slow) : left;
    }
}
