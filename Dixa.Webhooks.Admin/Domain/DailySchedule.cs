namespace Dixa.Webhooks.Admin.Domain;

/// <summary>Something that happens once a day, at a time of day in a time zone.</summary>
public static class DailySchedule
{
    /// <summary>Whether it has not happened since the last time at which it should have.</summary>
    /// <param name="last">When it last happened; null if never, so that it happens at once.</param>
    /// <param name="now">The current time.</param>
    /// <param name="at">The time of day.</param>
    /// <param name="zone">The time zone.</param>
    public static bool IsDue(DateTimeOffset? last, DateTimeOffset now, TimeOnly at, TimeZoneInfo zone) => last is null || last < Previous(now, at, zone);

    /// <summary>The last time at which it should have happened.</summary>
    public static DateTimeOffset Previous(DateTimeOffset now, TimeOnly at, TimeZoneInfo zone) =>
        On(Today(now, zone), at, zone) is var today && today <= now ? today : On(Today(now, zone).AddDays(-1), at, zone);

    /// <summary>The next time at which it should happen.</summary>
    public static DateTimeOffset Next(DateTimeOffset now, TimeOnly at, TimeZoneInfo zone) =>
        On(Today(now, zone), at, zone) is var today && today > now ? today : On(Today(now, zone).AddDays(1), at, zone);

    private static DateOnly Today(DateTimeOffset now, TimeZoneInfo zone) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime);

    /// <summary>When clocks go forward, a time of day that does not exist is an hour later. When they go back, it is the second of two.</summary>
    private static DateTimeOffset On(DateOnly day, TimeOnly at, TimeZoneInfo zone)
    {
        var local = day.ToDateTime(at);
        local = zone.IsInvalidTime(local) ? local.AddHours(1) : local;
        return new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
    }
}
