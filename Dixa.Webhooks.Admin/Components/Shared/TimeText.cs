using System.Globalization;

namespace Dixa.Webhooks.Admin.Components.Shared;

/// <summary>Formats times: short in the user's time zone and style, exact in UTC.</summary>
public static class TimeText
{
    /// <summary>Only the time for today; with the day for this year; with the year otherwise.</summary>
    public static string Brief(DateTimeOffset time, DateTimeOffset now, TimeZoneInfo zone, bool withSeconds = false, TimeStyle? style = null)
    {
        var (is24Hour, isDayFirst) = style ?? TimeStyle.Default;
        var (there, today) = (TimeZoneInfo.ConvertTime(time, zone), TimeZoneInfo.ConvertTime(now, zone));
        var day = there.Date == today.Date ? "" : $"{(isDayFirst ? "d MMM" : "MMM d")}{(there.Year == today.Year ? "" : isDayFirst ? " yyyy" : ", yyyy")}, ";
        var clock = (is24Hour, withSeconds) switch
        {
            (true, true) => "HH:mm:ss",
            (true, false) => "HH:mm",
            (false, true) => "h:mm:ss tt",
            (false, false) => "h:mm tt",
        };
        return there.ToString(day + clock, CultureInfo.InvariantCulture);
    }

    public static string ExactUtc(DateTimeOffset time) =>
        time.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss.fff 'UTC'", CultureInfo.InvariantCulture);

    /// <summary>The exact time in a zone, and in UTC if that differs.</summary>
    public static string Exact(DateTimeOffset time, TimeZoneInfo zone) => zone.GetUtcOffset(time) == TimeSpan.Zero
        ? ExactUtc(time)
        : $"{TimeZoneInfo.ConvertTime(time, zone).ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture)} {Offset(zone, time)} ({ExactUtc(time)})";

    /// <summary>A zone's difference from UTC at a time, for example UTC+1 or UTC+5:30.</summary>
    public static string Offset(TimeZoneInfo zone, DateTimeOffset at)
    {
        var offset = zone.GetUtcOffset(at);
        var minutes = offset.Minutes == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $":{Math.Abs(offset.Minutes):00}");
        return offset == TimeSpan.Zero ? "UTC" : string.Create(CultureInfo.InvariantCulture, $"UTC{(offset < TimeSpan.Zero ? '-' : '+')}{Math.Abs(offset.Hours)}{minutes}");
    }

    /// <summary>How long ago a time was, or how far away it is. The script times.js writes the same.</summary>
    public static string Ago(DateTimeOffset time, DateTimeOffset now)
    {
        var (age, isPast) = ((now - time).Duration(), now >= time);
        var amount = age switch
        {
            { TotalSeconds: < 10 } => null,
            { TotalMinutes: < 1 } => $"{(int)age.TotalSeconds} s",
            { TotalHours: < 1 } => $"{(int)age.TotalMinutes} min",
            { TotalDays: < 1 } => $"{(int)age.TotalHours} h",
            _ => $"{(int)age.TotalDays} d",
        };
        return (amount, isPast) switch
        {
            (null, true) => "just now",
            (null, false) => "now",
            (_, true) => $"{amount} ago",
            (_, false) => $"in {amount}",
        };
    }

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
