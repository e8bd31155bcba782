using System.Globalization;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Recording;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Charts;

/// <summary>One column of the charts: the outcomes within some hours, aligned to the user's day.</summary>
/// <param name="From">The start, in the user's time zone.</param>
/// <param name="Hours">The length.</param>
public sealed record OutcomeColumn(DateTime From, int Hours)
{
    public long Delivered { get; private set; }

    public long Retried { get; private set; }

    public long GivenUp { get; private set; }

    public long Cancelled { get; private set; }

    public ResponseTimes ResponseTimes { get; } = new();

    public bool IsEmpty => Delivered + Retried + GivenUp + Cancelled == 0;

    /// <summary>The start, with just enough detail to tell the columns apart.</summary>
    public string Label => From.ToString(Hours < 24 ? "MMM d, h tt" : "MMM d", CultureInfo.InvariantCulture);

    /// <summary>The label on the axis. Ranges with several columns per day show weekdays, because seven dates do not fit on a phone.</summary>
    public string ShortLabel => From.ToString(Hours switch { 1 => "h tt", < 24 => "ddd", _ => "MMM d" }, CultureInfo.InvariantCulture);

    /// <summary>Groups hours into the columns of a range, oldest first. A column starts at a full hour, a quarter day or a day in the user's time zone.</summary>
    public static IReadOnlyList<OutcomeColumn> Of(IEnumerable<HourOutcome> hours, ChartRange range, DateTimeOffset now, TimeZoneInfo zone)
    {
        var last = Start(now, range, zone);
        var columns = Enumerable.Range(0, range.Columns)
            .Select(index => new OutcomeColumn(last.AddHours((index - range.Columns + 1) * range.ColumnHours), range.ColumnHours))
            .ToList();
        var byStart = columns.ToDictionary(column => column.From);
        foreach (var hour in hours)
        {
            if (byStart.TryGetValue(Start(hour.Hour, range, zone), out var column))
            {
                column.Add(hour);
            }
        }

        return columns;
    }

    private static DateTime Start(DateTimeOffset time, ChartRange range, TimeZoneInfo zone)
    {
        var there = TimeZoneInfo.ConvertTime(time, zone).DateTime;
        return there.Date.AddHours(there.Hour / range.ColumnHours * range.ColumnHours);
    }

    private void Add(HourOutcome hour)
    {
        Delivered += hour.Delivered;
        Retried += hour.Retried;
        GivenUp += hour.GivenUp;
        Cancelled += hour.Cancelled;
        ResponseTimes.Add(hour.ResponseTimes);
    }
}
