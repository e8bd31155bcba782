namespace Dixa.Webhooks.Admin.Storage.Clocks;

/// <summary>A step of the system clock that a store's clock has still to follow.</summary>
public sealed class ClockStep(SteadyClock clock, TimeSpan by)
{
    private bool _followed;

    /// <summary>By how much the system clock was set.</summary>
    public TimeSpan By => by;

    public bool IsBack => by < TimeSpan.Zero;

    /// <summary>Moves the store's clock, unless an earlier call has done so. Returns the clock's new time in UTC ticks.</summary>
    internal long Follow()
    {
        if (!_followed)
        {
            clock.Follow(by);
            _followed = true;
        }

        return clock.GetUtcNow().UtcTicks;
    }

    /// <summary>The store's clock in UTC ticks.</summary>
    internal long Now => clock.GetUtcNow().UtcTicks;
}
