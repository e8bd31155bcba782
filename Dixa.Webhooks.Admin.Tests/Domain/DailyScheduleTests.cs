using System.Globalization;

namespace Dixa.Webhooks.Admin.Domain;

public sealed class DailyScheduleTests
{
    private static readonly TimeOnly At = new(3, 0);
    private static readonly TimeZoneInfo Copenhagen = TimeZoneInfo.FindSystemTimeZoneById("Europe/Copenhagen");

    [Theory]
    [InlineData(null, "2026-03-01T12:00:00Z", true)]
    [InlineData("2026-03-01T01:59:59Z", "2026-03-01T02:00:00Z", true)]
    [InlineData("2026-02-28T02:00:01Z", "2026-03-01T01:59:59Z", false)]
    [InlineData("2026-03-01T02:00:00Z", "2026-03-01T02:00:30Z", false)]
    [InlineData("2026-03-01T02:00:05Z", "2026-03-02T02:00:00Z", true)]
    [InlineData("2026-03-01T02:00:05Z", "2026-03-20T20:00:00Z", true)]
    public void It_is_due_if_it_has_not_happened_since_its_last_time(string? last, string now, bool isDue) =>
        Assert.Equal(isDue, DailySchedule.IsDue(last is null ? null : Time(last), Time(now), At, Copenhagen));

    [Theory]
    [InlineData("2026-03-01T01:00:00Z", "2026-03-01T02:00:00Z")]
    [InlineData("2026-03-01T02:00:00Z", "2026-03-02T02:00:00Z")]
    [InlineData("2026-07-01T00:30:00Z", "2026-07-01T01:00:00Z")]
    public void The_next_time_is_in_the_zone(string now, string next) => Assert.Equal(Time(next), DailySchedule.Next(Time(now), At, Copenhagen));

    [Fact]
    public void A_time_that_does_not_exist_when_clocks_go_forward_is_an_hour_later() =>
        Assert.Equal(Time("2026-03-29T01:30:00Z"), DailySchedule.Next(Time("2026-03-28T12:00:00Z"), new TimeOnly(2, 30), Copenhagen));

    [Fact]
    public void A_time_that_exists_twice_when_clocks_go_back_happens_once()
    {
        var at = new TimeOnly(2, 30);
        var happened = DailySchedule.Next(Time("2026-10-24T12:00:00Z"), at, Copenhagen);

        Assert.Equal(Time("2026-10-25T01:30:00Z"), happened);
        Assert.Equal(Time("2026-10-26T01:30:00Z"), DailySchedule.Next(happened, at, Copenhagen));
        Assert.False(DailySchedule.IsDue(happened, happened.AddHours(5), at, Copenhagen));
    }

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
