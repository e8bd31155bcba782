using System.Globalization;

namespace Dixa.Webhooks.Bench.Reporting;

/// <summary>Writes the measurements as a table that is readable as plain text and valid Markdown.</summary>
internal static class Table
{
    private static readonly string[] Heads = ["scenario", "figure", "ceiling (same run)", "ratio", "bar", "met"];
    private const string ChangeHead = "change (figure / ratio)";

    /// <param name="output">Where to write.</param>
    /// <param name="measurements">One row for each.</param>
    /// <param name="baseline">Adds a column with the changes since that run; null for no such column.</param>
    public static void Write(TextWriter output, IReadOnlyList<Measurement> measurements, Baseline? baseline)
    {
        string[] heads = baseline is null ? Heads : [.. Heads, ChangeHead];
        string[][] rows = [.. measurements.Select(measured => baseline is null ? Cells(measured) : [.. Cells(measured), baseline.Change(measured)])];
        int[] widths = [.. heads.Select((head, i) => rows.Select(row => row[i].Length).Append(head.Length).Max())];
        WriteRow(output, heads, widths);
        WriteRow(output, [.. widths.Select(width => new string('-', width))], widths);
        foreach (var row in rows)
        {
            WriteRow(output, row, widths);
        }
    }

    /// <summary>Writes the notes, one line for each measurement.</summary>
    public static void WriteNotes(TextWriter output, IReadOnlyList<Measurement> measurements)
    {
        foreach (var measured in measurements.Where(measured => measured.Note is not null))
        {
            output.WriteLine($"- {measured.Scenario}: {measured.Note}");
        }
    }

    private static string[] Cells(Measurement measured) =>
    [
        measured.Scenario,
        $"{Number(measured.Value)} {measured.Unit}",
        measured.Ceiling is { } ceiling ? $"{Number(ceiling)} {measured.Unit}" : "",
        measured.Ratio is { } ratio ? ratio.ToString("0.00", CultureInfo.InvariantCulture) : "",
        measured.Bar?.Text ?? "",
        measured.Met switch { true => "yes", false => "NO", null => "" },
    ];

    private static string Number(double value) => value.ToString(Math.Abs(value) < 100 && value % 1 != 0 ? "0.##" : "N0", CultureInfo.InvariantCulture);

    private static void WriteRow(TextWriter output, string[] cells, int[] widths) =>
        output.WriteLine($"| {string.Join(" | ", cells.Select((cell, i) => cell.PadRight(widths[i])))} |");
}
