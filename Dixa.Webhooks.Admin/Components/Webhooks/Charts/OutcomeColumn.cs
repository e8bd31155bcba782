using System.Globalization;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Recording;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Charts;

/// <summary>One column of the charts: what came of the attempts within some hours of the reader's day.</summary>
/// <param name="From">When it begins, by the reader's clock.</param>
/// <param name="Hours">How long it is.</param>
public sealed record OutcomeColumn(DateTime From, int Hours)
{
    public long Delivered { get; private set; }

    public long Retried { get; private set; }

    public long GivenUp { get; private set; }

    public long Cancelled { get; private set; }

    public ResponseTimes ResponseTimes { get; } = new();

    public bool IsEmpty => Delivered + Retried + GivenUp + Cancelled == 0;

    /// <summary>When it begins, as short as it can be told apart from its neighbours.</summary>
    public string Label => From.ToString(Hours < 24 ? "MMM d, h tt" : "MMM d", CultureInfo.InvariantCulture);

    /// <summary>For an axis on which the others stand too, one a day where a column is a part of one: a phone has room for seven weekdays, but for no seven dates.</summary>
    public string ShortLabel => From.ToString(Hours switch { 1 => "h tt", < 24 => "ddd", _ => "MMM d" }, CultureInfo.InvariantCulture);

    /// <summary>Puts hours into the columns of a range, the oldest first. A column begins at a full hour, quarter day or day of the reader's.</summary>
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
