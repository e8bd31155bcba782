
using System.Globalization;

namespace Dixa.Webhooks.Admin.Components.Shared;

/// <summary>A time range that ends now.</summary>
/// <param name="Key">The name in URLs.</param>
public sealed record TimeRange(string Key, string Text, TimeSpan Length)
{
    /// <summary>Used in place of a key when the user chooses the times.</summary>
    public const string Custom = "custom";

    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm'Z'";

    public static IReadOnlyList<TimeRange> All { get; } =
    [
        new("1h", "Last hour", TimeSpan.FromHours(1)),
        new("24h", "Last 24 hours", TimeSpan.FromHours(24)),
        new("7d", "Last 7 days", TimeSpan.FromDays(7)),
        new("30d", "Last 30 days", TimeSpan.FromDays(30)),
    ];

    /// <summary>The default where no range is chosen.</summary>
    public static TimeRange Day { get; } = All[1];

    /// <summary>A chosen time for a URL.</summary>
    public static string? WriteTime(DateTimeOffset? time) => time?.ToUniversalTime().ToString(TimeFormat, CultureInfo.InvariantCulture);

    /// <summary>A chosen time from a URL; null when the text is not a time.</summary>
    public static DateTimeOffset? ReadTime(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) ? time : null;

    public static TimeRange? Find(string? key) => All.FirstOrDefault(range => range.Key == key);
}
