using System.Globalization;
using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Charts;

/// <summary>The outcomes of each column as a stacked bar that links to its deliveries. A column without outcomes has no bar.</summary>
public sealed partial class OutcomeBarChart
{
    private const int MaxSteps = 4;

    [Parameter, EditorRequired]
    public required IReadOnlyList<OutcomeColumn> Columns { get; set; }

    /// <summary>One for each column; empty ones take no space.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<string> Labels { get; set; }

    /// <summary>Describes the chart.</summary>
    [Parameter, EditorRequired]
    public required string Label { get; set; }

    /// <summary>The link of a column.</summary>
    [Parameter, EditorRequired]
    public required Func<OutcomeColumn, string> Href { get; set; }

    private long Top => Step(Columns.Max(column => column.Total)) is var step ? (Columns.Max(column => column.Total) + step - 1) / step * step : 0;

    private IEnumerable<long> Ticks
    {
        get
        {
            var (top, step) = (Top, Step(Columns.Max(column => column.Total)));
            for (var tick = 0L; tick <= top; tick += step)
            {
                yield return tick;
            }
        }
    }

    /// <summary>The distance of the lines: 1, 2 or 5, times a power of ten.</summary>
    internal static long Step(long max)
    {
        var (step, power) = (1L, 1L);
        while (max > step * MaxSteps)
        {
            step = step == power ? 2 * power : step == 2 * power ? 5 * power : power *= 10;
        }

        return step;
    }

    private static IEnumerable<(string Name, long Count)> Parts(OutcomeColumn column) => new[]
    {
        ("cancelled", column.Cancelled), ("failed", column.GivenUp), ("retried", column.Retried), ("delivered", column.Delivered),
    }.Where(part => part.Item2 > 0);

    private static string Sentence(OutcomeColumn column) => $"{column.Label}: {string.Join(", ", Parts(column).Reverse().Select(part => $"{Number(part.Count)} {part.Name}"))}";

    private static string Number(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    private string Percent(long count) => string.Create(CultureInfo.InvariantCulture, $"{100.0 * count / Top:0.##}%");
}
