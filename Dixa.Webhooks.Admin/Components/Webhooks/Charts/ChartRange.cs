namespace Dixa.Webhooks.Admin.Components.Webhooks.Charts;

/// <summary>A time range of a webhook's charts.</summary>
/// <param name="Slug">The name in URLs.</param>
/// <param name="Words">Completes "in the last …".</param>
/// <param name="ColumnHours">How many hours one column covers.</param>
/// <param name="Columns">The number of columns, including the current one.</param>
public sealed record ChartRange(string Slug, string Name, string Words, int ColumnHours, int Columns)
{
    public static IReadOnlyList<ChartRange> All { get; } =
    [
        new("24h", "24 h", "24 hours", 1, 24),
        new("7d", "7 d", "7 days", 6, 28),
        new("30d", "30 d", "30 days", 24, 30),
    ];

    public int Hours => ColumnHours * Columns;

    /// <summary>The range with this name in the URL; the first range when there is none.</summary>
    public static ChartRange Find(string? slug) => All.FirstOrDefault(range => range.Slug == slug) ?? All[0];
}
