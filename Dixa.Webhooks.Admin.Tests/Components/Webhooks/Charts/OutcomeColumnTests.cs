using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Recording;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Charts;

public sealed class OutcomeColumnTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 20, 0, TimeSpan.Zero);
    private static readonly TimeZoneInfo Copenhagen = TimeZoneInfo.FindSystemTimeZoneById("Europe/Copenhagen");
    private static readonly TimeZoneInfo Kolkata = TimeZoneInfo.FindSystemTimeZoneById("Asia/Kolkata");

    [Theory]
    [InlineData("24h", 24, "2026-02-28T14:00", "2026-03-01T13:00", "1 PM")]
    [InlineData("7d", 28, "2026-02-22T18:00", "2026-03-01T12:00", "Sun")]
    [InlineData("30d", 30, "2026-01-31T00:00", "2026-03-01T00:00", "Mar 1")]
    public void Columns_begin_with_the_readers_hours_quarter_days_and_days(string range, int count, string first, string last, string label)
    {
        var columns = OutcomeColumn.Of([], ChartRange.Find(range), Now, Copenhagen);

        Assert.Equal(count, columns.Count);
        Assert.Equal((DateTime.Parse(first, null), DateTime.Parse(last, null)), (columns[0].Local, columns[^1].Local));
        Assert.Equal(label, columns[^1].ShortLabel);
        Assert.All(columns, column => Assert.True(column.IsEmpty));
    }

    [Fact]
    public void Hours_of_one_day_add_up()
    {
        var evening = new DateTimeOffset(2026, 2, 27, 22, 0, 0, TimeSpan.Zero);
        HourOutcome[] hours = [Hour(evening, 5, 3, 1, 0), Hour(evening.AddHours(1), 7, 0, 0, 2)];

        var columns = OutcomeColumn.Of(hours, ChartRange.Find("30d"), Now, Copenhagen);

        // 22:00 UTC is 23:00 in Copenhagen, and 23:00 UTC is the first hour of the next day.
        Assert.Equal((5, 2, 1, 0), Values(columns.Single(column => column.Local == new DateTime(2026, 2, 27))));
        Assert.Equal((7, 0, 0, 2), Values(columns.Single(column => column.Local == new DateTime(2026, 2, 28))));
        Assert.Equal(5, columns.Single(column => column.Local == new DateTime(2026, 2, 27)).ResponseTimes.Count);
    }

    [Fact]
    public void In_a_zone_half_an_hour_off_each_hour_has_a_column_of_its_own()
    {
        var hours = Enumerable.Range(0, 24).Select(ago => Hour(Now.AddMinutes(-20).AddHours(-ago), 1, 0, 0, 0));

        var columns = OutcomeColumn.Of(hours, ChartRange.Find("24h"), Now, Kolkata);

        Assert.All(columns, column => Assert.Equal(1, column.Delivered));
        Assert.Equal(("5:30 PM", "Mar 1, 5:30 PM"), (columns[^1].ShortLabel, columns[^1].Label));
    }

    [Theory]
    [InlineData("2026-03-29T06:20:00Z", "1 AM", "3 AM")]
    [InlineData("2026-10-25T06:20:00Z", "2 AM (+02:00)", "2 AM (+01:00)")]
    public void When_the_clock_changes_each_hour_still_has_a_column_of_its_own(string now, string before, string after)
    {
        var time = DateTimeOffset.Parse(now, null);
        var hours = Enumerable.Range(0, 24).Select(ago => Hour(time.AddMinutes(-20).AddHours(-ago), 1, 0, 0, 0));

        var columns = OutcomeColumn.Of(hours, ChartRange.Find("24h"), time, Copenhagen);

        Assert.All(columns, column => Assert.Equal((1, TimeSpan.FromHours(1)), (column.Delivered, column.To - column.From)));
        var labels = columns.Select(column => column.Label.Split(", ")[1]).ToList();
        Assert.Equal(labels.IndexOf(before) + 1, labels.IndexOf(after));
        Assert.DoesNotContain("2 AM", labels);
    }

    [Theory]
    [InlineData("2026-03-30T10:00:00Z", 23)]
    [InlineData("2026-10-26T10:00:00Z", 25)]
    public void The_day_of_a_clock_change_is_shorter_or_longer(string now, int hours)
    {
        var columns = OutcomeColumn.Of([], ChartRange.Find("30d"), DateTimeOffset.Parse(now, null), Copenhagen);

        Assert.Equal(TimeSpan.FromHours(hours), columns[^2].To - columns[^2].From);
        Assert.All(columns.Zip(columns.Skip(1)), pair => Assert.Equal(pair.First.To, pair.Second.From));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(4, 1)]
    [InlineData(5, 2)]
    [InlineData(20, 5)]
    [InlineData(21, 10)]
    [InlineData(7_680, 2_000)]
    public void The_lines_of_the_chart_are_at_round_numbers(long max, long step) => Assert.Equal(step, OutcomeBarChart.Step(max));

    [Fact]
    public void Hours_before_the_range_are_left_out() =>
        Assert.All(OutcomeColumn.Of([Hour(Now.AddDays(-2), 1, 0, 0, 0)], ChartRange.Find("24h"), Now, TimeZoneInfo.Utc), column => Assert.True(column.IsEmpty));

    [Theory]
    [InlineData(null, "24h")]
    [InlineData("7d", "7d")]
    [InlineData("a year", "24h")]
    public void An_address_names_a_range_or_has_the_first(string? slug, string found) => Assert.Equal(found, ChartRange.Find(slug).Slug);

    private static (long Delivered, long Retried, long GivenUp, long Cancelled) Values(OutcomeColumn column) =>
        (column.Delivered, column.Retried, column.GivenUp, column.Cancelled);

    private static HourOutcome Hour(DateTimeOffset hour, long delivered, long failed, long givenUp, long cancelled)
    {
        var times = new ResponseTimes();
        for (var attempt = 0; attempt < delivered; attempt++)
        {
            times.Add(TimeSpan.FromMilliseconds(20));
        }

        return new HourOutcome(hour, delivered, failed, givenUp, cancelled, times);
    }
}
