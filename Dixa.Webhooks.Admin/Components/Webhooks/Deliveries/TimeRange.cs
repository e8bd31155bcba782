
namespace Dixa.Webhooks.Admin.Components.Webhooks.Deliveries;

/// <summary>A time range that ends now.</summary>
/// <param name="Key">The name in URLs.</param>
public sealed record TimeRange(string Key, string Text, TimeSpan Length)
{
    /// <summary>Used in place of a key when the user chooses the times.</summary>
    public const string Custom = "custom";

    public static IReadOnlyList<TimeRange> All { get; } =
    [
        new("1h", "Last hour", TimeSpan.FromHours(1)),
        new("24h", "Last 24 hours", TimeSpan.FromHours(24)),
        new("7d", "Last 7 days", TimeSpan.FromDays(7)),
        new("30d", "Last 30 days", TimeSpan.FromDays(30)),
    ];

    /// <summary>The default where no range is chosen.</summary>
    public static TimeRange Day { get; } = All[1];

    public static TimeRange? Find(string? key) => All.FirstOrDefault(range => range.Key == key);
}
