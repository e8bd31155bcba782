namespace Dixa.Webhooks.Admin.Domain.BulkActions;

/// <summary>Limits how many rows an action takes per second. It saves up at most one second.</summary>
public sealed class RateBucket
{
    /// <summary>Waits until there are enough for a tenth of a second, since each step costs a commit.</summary>
    private const int StepsPerSecond = 10;

    private double _saved = 1;
    private TimeSpan? _last;

    /// <summary>How many rows may be taken now; 0 if too few were saved up.</summary>
    /// <param name="now">The time since any fixed moment.</param>
    /// <param name="perSecond">The limit.</param>
    public int Available(TimeSpan now, int perSecond)
    {
        _saved = Math.Min(Math.Max(1, perSecond), _saved + ((now - (_last ?? now)).TotalSeconds * perSecond));
        _last = now;
        return _saved >= Needed(perSecond) ? (int)_saved : 0;
    }

    /// <summary>How long until rows are available, as of the last call of <see cref="Available"/>.</summary>
    public TimeSpan Wait(int perSecond) => TimeSpan.FromSeconds(Math.Max(0, Needed(perSecond) - _saved) / perSecond);

    public void Take(int count) => _saved -= count;

    private static int Needed(int perSecond) => Math.Max(1, perSecond / StepsPerSecond);
}
