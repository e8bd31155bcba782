namespace Dixa.Webhooks.Admin.Components.Shared;

public sealed class TimeTextTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 3, 22, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("2026-11-03T16:47:00Z", "UTC", "4:47 PM")]
    [InlineData("2026-11-02T16:47:00Z", "UTC", "Nov 2, 4:47 PM")]
    [InlineData("2025-11-03T16:47:00Z", "UTC", "Nov 3, 2025, 4:47 PM")]
    [InlineData("2026-11-03T00:05:00Z", "UTC", "12:05 AM")]
    // In Tokyo it is already the morning of the 4th.
    [InlineData("2026-11-03T16:47:00Z", "Asia/Tokyo", "1:47 AM")]
    [InlineData("2026-11-03T12:00:00Z", "Asia/Tokyo", "Nov 3, 9:00 PM")]
    public void A_time_is_as_short_as_its_day_allows(string time, string zone, string expected) =>
        Assert.Equal(expected, TimeText.Brief(DateTimeOffset.Parse(time, System.Globalization.CultureInfo.InvariantCulture), Now, TimeZoneInfo.FindSystemTimeZoneById(zone)));

    [Theory]
    [InlineData("2026-11-03T16:47:05Z", "4:47:05 PM")]
    [InlineData("2026-11-02T16:47:05Z", "Nov 2, 4:47:05 PM")]
    public void Where_minutes_are_too_coarse_seconds_are_added(string time, string expected) =>
        Assert.Equal(expected, TimeText.Brief(DateTimeOffset.Parse(time, System.Globalization.CultureInfo.InvariantCulture), Now, TimeZoneInfo.Utc, withSeconds: true));

    [Theory]
    [InlineData(0, "less than a second")]
    [InlineData(1.9, "one second")]
    [InlineData(-30, "30 seconds")]
    [InlineData(119, "119 seconds")]
    [InlineData(301, "5 minutes")]
    [InlineData(7_199, "119 minutes")]
    [InlineData(7_200, "2 hours")]
    [InlineData(172_800, "2 days")]
    public void An_age_is_rounded(double seconds, string expected) => Assert.Equal(expected, TimeText.Rough(TimeSpan.FromSeconds(seconds)));

    [Fact]
    public void The_exact_time_is_in_utc_to_the_millisecond() =>
        Assert.Equal("2026-11-03 21:59:59.123 UTC", TimeText.ExactUtc(new DateTimeOffset(2026, 11, 3, 22, 59, 59, 123, TimeSpan.FromHours(1))));
}
