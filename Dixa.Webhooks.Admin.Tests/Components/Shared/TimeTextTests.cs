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
    [InlineData("2026-11-03T16:47:05Z", true, true, "16:47:05")]
    [InlineData("2026-11-03T00:07:05Z", true, false, "00:07:05")]
    [InlineData("2026-11-02T16:47:05Z", true, true, "2 Nov, 16:47:05")]
    [InlineData("2026-11-02T16:47:05Z", false, true, "2 Nov, 4:47:05 PM")]
    [InlineData("2025-11-02T16:47:05Z", true, true, "2 Nov 2025, 16:47:05")]
    [InlineData("2025-11-02T16:47:05Z", true, false, "Nov 2, 2025, 16:47:05")]
    public void A_time_is_written_as_in_the_users_language(string time, bool is24Hour, bool isDayFirst, string expected) => Assert.Equal(
        expected, TimeText.Brief(DateTimeOffset.Parse(time, System.Globalization.CultureInfo.InvariantCulture), Now, TimeZoneInfo.Utc, withSeconds: true, new TimeStyle(is24Hour, isDayFirst)));

    [Theory]
    [InlineData("24-dm", true, true)]
    [InlineData("24-md", true, false)]
    [InlineData("12-dm", false, true)]
    [InlineData("12-md", false, false)]
    [InlineData("<script>", false, false)]
    [InlineData(null, false, false)]
    public void The_style_is_what_the_browser_reports(string? text, bool is24Hour, bool isDayFirst) => Assert.Equal(new TimeStyle(is24Hour, isDayFirst), TimeStyle.Read(text));

    [Theory]
    [InlineData(0, "just now")]
    [InlineData(9.9, "just now")]
    [InlineData(10, "10 s ago")]
    [InlineData(59.9, "59 s ago")]
    [InlineData(60, "1 min ago")]
    [InlineData(3_599, "59 min ago")]
    [InlineData(3_600, "1 h ago")]
    [InlineData(86_399, "23 h ago")]
    [InlineData(172_800, "2 d ago")]
    [InlineData(-3, "now")]
    [InlineData(-40, "in 40 s")]
    public void An_age_is_short(double seconds, string expected) => Assert.Equal(expected, TimeText.Ago(Now - TimeSpan.FromSeconds(seconds), Now));

    [Theory]
    [InlineData("UTC", "UTC")]
    [InlineData("Europe/Copenhagen", "UTC+1")]
    [InlineData("Asia/Kolkata", "UTC+5:30")]
    [InlineData("America/St_Johns", "UTC-3:30")]
    public void A_zone_is_named_by_its_offset(string zone, string expected) => Assert.Equal(expected, TimeText.Offset(TimeZoneInfo.FindSystemTimeZoneById(zone), Now));

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
