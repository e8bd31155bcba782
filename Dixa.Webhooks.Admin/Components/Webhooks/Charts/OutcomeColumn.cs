using System.Globalization;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Recording;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Charts;

/// <summary>One column of the charts: the outcomes within some hours, aligned to the user's day.</summary>
/// <param name="Local">The start on the user's clock.</param>
/// <param name="From">The start. Outcomes are stored by hours of UTC, so it is always a full one.</param>
/// <param name="To">The end.</param>
public sealed record OutcomeColumn(DateTime Local, DateTimeOffset From, DateTimeOffset To)
{
    private bool _isDay;
    private string _offset = "";

    public long Delivered { get; private set; }

    public long Retried { get; private set; }

    public long GivenUp { get; private set; }

    public long Cancelled { get; private set; }

    public ResponseTimes ResponseTimes { get; } = new();

    public long Total => Delivered + Retried + GivenUp + Cancelled;

    public bool IsEmpty => Total == 0;

    /// <summary>The start, with just enough detail to tell the columns apart. When the clocks go back, there are two columns for the same hour.</summary>
    public string Label => Local.ToString(_isDay ? "MMM d" : Local.Minute == 0 ? "MMM d, h tt" : "MMM d, h:mm tt", CultureInfo.InvariantCulture) + _offset;

    /// <summary>The label on the axis. Ranges with several columns per day show weekdays, because seven dates do not fit on a phone.</summary>
    public string ShortLabel { get; private init; } = "";

    /// <summary>Groups hours into the columns of a range, oldest first. A column starts at a full hour, a quarter day or a day in the user's time zone.</summary>
    public static IReadOnlyList<OutcomeColumn> Of(IEnumerable<HourOutcome> hours, ChartRange range, DateTimeOffset now, TimeZoneInfo zone)
    {
        var starts = Starts(range, now, zone);
        var columns = starts.SkipLast(1).Zip(starts.Skip(1), (start, next) => Of(start, next.From, range, zone)).ToList();
        foreach (var hour in hours)
        {
            columns.Find(column => column.From <= hour.Hour && hour.Hour < column.To)?.Add(hour);
        }

        return columns;
    }

    private static OutcomeColumn Of((DateTime Local, DateTimeOffset From) start, DateTimeOffset to, ChartRange range, TimeZoneInfo zone) => new(start.Local, start.From, to)
    {
        _isDay = range.ColumnHours >= 24,
        _offset = range.ColumnHours == 1 && zone.IsAmbiguousTime(start.Local) ? TimeZoneInfo.ConvertTime(start.From, zone).ToString(" (zzz)", CultureInfo.InvariantCulture) : "",
        ShortLabel = start.Local.ToString(
            range.ColumnHours switch { 1 when start.Local.Minute > 0 => "h:mm tt", 1 => "h tt", < 24 => "ddd", _ => "MMM d" }, CultureInfo.InvariantCulture),
    };

    /// <summary>The starts of the columns, and of the one after the last.</summary>
    private static List<(DateTime Local, DateTimeOffset From)> Starts(ChartRange range, DateTimeOffset now, TimeZoneInfo zone)
    {
        var steps = Enumerable.Range(1 - range.Columns, range.Columns + 1).Select(step => step * range.ColumnHours);
        if (range.ColumnHours == 1)
        {
            // By time and not by the clock: an hour that the clock skips has no column, and an hour that it repeats has two.
            var last = Hour(now);
            return [.. steps.Select(hours => last.AddHours(hours)).Select(from => (TimeZoneInfo.ConvertTime(from, zone).DateTime, from))];
        }

        var there = TimeZoneInfo.ConvertTime(now, zone).DateTime;
        var current = there.Date.AddHours(there.Hour / range.ColumnHours * range.ColumnHours);
        return [.. steps.Select(hours => current.AddHours(hours)).Select(local => (local, Hour(Instant(local, zone))))];
    }

    /// <summary>When the clock shows this time: after the gap if it skips the time, and the first time if it shows it twice.</summary>
    private static DateTimeOffset Instant(DateTime local, TimeZoneInfo zone)
    {
        if (zone.IsInvalidTime(local))
        {
            return new DateTimeOffset(local, zone.GetUtcOffset(local.AddDays(-1)));
        }

        return new DateTimeOffset(local, zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local));
    }

    private static DateTimeOffset Hour(DateTimeOffset time) => new(time.UtcTicks - (time.UtcTicks % TimeSpan.TicksPerHour), TimeSpan.Zero);

    private void Add(HourOutcome hour)
    {
        Delivered += hour.Delivered;
        Retried += hour.Retried;
        GivenUp += hour.GivenUp;
        Cancelled += hour.Cancelled;
        ResponseTimes.Add(hour.ResponseTimes);
    }
}
