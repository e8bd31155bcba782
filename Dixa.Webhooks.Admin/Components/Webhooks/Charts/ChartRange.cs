namespace Dixa.Webhooks.Admin.Components.Webhooks.Charts;

/// <summary>How far back the charts of a webhook look, and what one column of them holds.</summary>
/// <param name="Slug">As an address spells it.</param>
/// <param name="Name">On its button.</param>
/// <param name="Words">In a sentence: "in the last …".</param>
/// <param name="ColumnHours">The hours of a column.</param>
/// <param name="Columns">How many columns, the one that has begun included.</param>
public sealed record ChartRange(string Slug, string Name, string Words, int ColumnHours, int Columns)
{
    public static IReadOnlyList<ChartRange> All { get; } =
    [
        new("24h", "24 h", "24 hours", 1, 24),
        new("7d", "7 d", "7 days", 6, 28),
        new("30d", "30 d", "30 days", 24, 30),
    ];

    public int Hours => ColumnHours * Columns;

    /// <summary>The range that an address names; the first when it names none.</summary>
    public static ChartRange Find(string? slug) => All.FirstOrDefault(range => range.Slug == slug) ?? All[0];
}
