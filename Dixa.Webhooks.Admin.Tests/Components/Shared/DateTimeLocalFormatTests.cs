namespace Dixa.Webhooks.Admin.Components.Shared;

public sealed class DateTimeLocalFormatTests
{
    private static readonly TimeZoneInfo Copenhagen = TimeZoneInfo.FindSystemTimeZoneById("Europe/Copenhagen");

    [Theory]
    [InlineData("2026-03-01T13:00", "2026-03-01T12:00:00Z")]
    [InlineData("2026-07-01T13:00:30", "2026-07-01T11:00:30Z")]
    [InlineData("2026-03-29T02:30", "2026-03-29T01:30:00Z")]
    public void What_is_entered_is_a_time_in_the_readers_zone(string entered, string meant) =>
        Assert.Equal(DateTimeOffset.Parse(meant, System.Globalization.CultureInfo.InvariantCulture), DateTimeLocalFormat.Read(entered, Copenhagen)?.ToUniversalTime());

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("yesterday")]
    [InlineData("2026-02-30T10:00")]
    [InlineData("0001-01-01T00:00")]
    public void What_is_no_time_is_none(string? entered) => Assert.Null(DateTimeLocalFormat.Read(entered, Copenhagen));

    [Fact]
    public void What_was_entered_is_shown_again() =>
        Assert.Equal("2026-07-01T13:05", DateTimeLocalFormat.Write(DateTimeLocalFormat.Read("2026-07-01T13:05", Copenhagen)!.Value, Copenhagen));
}
