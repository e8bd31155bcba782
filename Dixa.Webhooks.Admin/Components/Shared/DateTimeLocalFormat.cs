using System.Globalization;

namespace Dixa.Webhooks.Admin.Components.Shared;

/// <summary>A time as the browser's field for a date and a time spells it: to the minute, in the reader's zone.</summary>
public static class DateTimeLocalFormat
{
    private const string Form = "yyyy-MM-dd'T'HH:mm";

    public static string Write(DateTimeOffset time, TimeZoneInfo zone) => TimeZoneInfo.ConvertTime(time, zone).ToString(Form, CultureInfo.InvariantCulture);

    /// <summary>Null when nothing, or no time, is entered. One that the zone's clocks skip is as if they had not been put forward.</summary>
    public static DateTimeOffset? Read(string? text, TimeZoneInfo zone) =>
        DateTime.TryParseExact(text, [Form, Form + "':'ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var there)
        && there > DateTime.MinValue.AddDays(1) && there < DateTime.MaxValue.AddDays(-1)
            ? new DateTimeOffset(there, zone.GetUtcOffset(there))
            : null;
}
