namespace Dixa.Webhooks.Admin.FrontDoor;

/// <summary>A rate limit with a burst (GCRA). The only state per client is the time at which its next request is due.</summary>
/// <param name="Interval">The time between two requests of a client that has used up its burst.</param>
/// <param name="Burst">How many requests an idle client may send at once.</param>
internal readonly record struct RequestRate(TimeSpan Interval, int Burst)
{
    /// <summary>Allows one request, or returns how long to wait.</summary>
    /// <param name="due">When the client's next request is due; a past time means that the client was idle.</param>
    /// <param name="now">The current time, on the same scale.</param>
    /// <returns>How long to wait; null if the request is allowed, in which case <paramref name="due"/> has advanced.</returns>
    public TimeSpan? Take(ref TimeSpan due, TimeSpan now)
    {
        var next = due > now ? due : now;
        var wait = next - now - (Interval * (Burst - 1));
        if (wait > TimeSpan.Zero)
        {
            return wait;
        }

        due = next + Interval;
        return null;
    }
}
