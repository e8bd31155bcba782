namespace Dixa.Webhooks.Admin.Dispatch.Lanes;

/// <summary>
/// Something of which all lanes together may use so much. Slow lanes may use half of it, slow and unknown ones three quarters, so that
/// there is always some left for fast ones.
/// </summary>
/// <param name="limit">How much there is.</param>
internal sealed class SharedPool(long limit)
{
    private long _fast;
    private long _unknown;
    private long _slow;

    /// <summary>How much is used.</summary>
    public long Used => _fast + _unknown + _slow;

    /// <summary>Uses so much, or gives it back when it is negative.</summary>
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

    /// <summary>How much lanes of this pace may use in addition.</summary>
    public long Available(Pace pace) => Available(pace, _fast, _unknown, _slow);

    /// <summary>The same after a lane of another pace has given back one.</summary>
    public long AvailableAfterOneOf(Pace giver, Pace pace) => Available(
        pace,
        giver is Pace.Fast ? _fast - 1 : _fast,
        giver is Pace.Unknown ? _unknown - 1 : _unknown,
        giver is Pace.Slow ? _slow - 1 : _slow);

    /// <summary>Whether a lane may use one more: its first one while there is any, and then no more than what is left.</summary>
    /// <param name="pace">The lane's pace.</param>
    /// <param name="held">How much it uses.</param>
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
