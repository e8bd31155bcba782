using System.Globalization;

namespace Dixa.Webhooks.Admin.Components.Shared;

/// <summary>Formats times: short in the user's time zone, exact in UTC.</summary>
public static class TimeText
{
    /// <summary>Only the time for today; with the day for this year; with the year otherwise.</summary>
    public static string Brief(DateTimeOffset time, DateTimeOffset now, TimeZoneInfo zone, bool withSeconds = false)
    {
        var (there, today) = (TimeZoneInfo.ConvertTime(time, zone), TimeZoneInfo.ConvertTime(now, zone));
        var day = there.Date == today.Date ? "" : there.Year == today.Year ? "MMM d, " : "MMM d, yyyy, ";
        return there.ToString(day + (withSeconds ? "h:mm:ss tt" : "h:mm tt"), CultureInfo.InvariantCulture);
    }

    public static string ExactUtc(DateTimeOffset time) =>
        time.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss.fff 'UTC'", CultureInfo.InvariantCulture);

    /// <summary>Whole milliseconds below one second, otherwise seconds with one decimal.</summary>
    public static string Duration(TimeSpan time) => time < TimeSpan.FromSeconds(1)
        ? string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(time.TotalMilliseconds):0} ms")
        : string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s");

    /// <summary>A rounded duration, in the largest unit of which there are at least two.</summary>
    public static string Rough(TimeSpan time)
    {
        var whole = time.Duration();
        return whole switch
        {
            { TotalSeconds: < 1 } => "less than a second",
            { TotalSeconds: < 2 } => "one second",
            { TotalMinutes: < 2 } => $"{(int)whole.TotalSeconds} seconds",
            { TotalHours: < 2 } => $"{(int)whole.TotalMinutes} minutes",
            { TotalDays: < 2 } => $"{(int)whole.TotalHours} hours",
            _ => $"{(int)whole.TotalDays} days",
        };
    }

    /// <summary>For the <c>datetime</c> attribute.</summary>
    public static string Machine(DateTimeOffset time) =>
        time.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
