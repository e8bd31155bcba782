namespace Dixa.Webhooks.Admin.FrontDoor;

/// <summary>A steady rate that allows a burst. All it needs to know about a client is the time at which its next request is due.</summary>
/// <param name="Interval">Between two requests of a client that has used up its burst.</param>
/// <param name="Burst">How many requests may come at once after a rest.</param>
internal readonly record struct RequestRate(TimeSpan Interval, int Burst)
{
    /// <summary>Lets one request through, or says how long to wait.</summary>
    /// <param name="due">When the client's next request is due; a time that is past stands for a client that has rested.</param>
    /// <param name="now">The current time, on the same scale.</param>
    /// <returns>How long to wait; null when the request may pass, and then <paramref name="due"/> has moved on.</returns>
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
