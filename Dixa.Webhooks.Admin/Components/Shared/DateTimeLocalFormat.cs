using System.Globalization;

namespace Dixa.Webhooks.Admin.Components.Shared;

/// <summary>The format of <c>input type="datetime-local"</c>: to the minute, in the user's time zone.</summary>
public static class DateTimeLocalFormat
{
    private const string Format = "yyyy-MM-dd'T'HH:mm";

    public static string Write(DateTimeOffset time, TimeZoneInfo zone) => TimeZoneInfo.ConvertTime(time, zone).ToString(Format, CultureInfo.InvariantCulture);

    /// <summary>
    /// Null when the text is empty or invalid. A time that the zone skips when daylight saving starts is read with the offset of standard time.
    /// </summary>
    public static DateTimeOffset? Read(string? text, TimeZoneInfo zone) =>
        DateTime.TryParseExact(text, [Format, Format + "':'ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var there)
        && there > DateTime.MinValue.AddDays(1) && there < DateTime.MaxValue.AddDays(-1)
            ? new DateTimeOffset(there, zone.GetUtcOffset(there))
            : null;
}
