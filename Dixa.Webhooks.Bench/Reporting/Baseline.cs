using System.Text.Json;

namespace Dixa.Webhooks.Bench.Reporting;

/// <summary>The figures of an earlier run, from a file that <c>--json</c> wrote.</summary>
internal sealed class Baseline
{
    private readonly Dictionary<string, Figure> _figures;

    private Baseline(Dictionary<string, Figure> figures) => _figures = figures;

    /// <exception cref="BenchException">The file is not such a report.</exception>
    public static Baseline Read(FileInfo file)
    {
        try
        {
            using var stream = file.OpenRead();
            var report = JsonSerializer.Deserialize<Run>(stream, JsonSerializerOptions.Web);
            return report?.Measurements is { } figures
                ? new Baseline(figures.DistinctBy(figure => figure.Scenario).ToDictionary(figure => figure.Scenario))
                : throw new JsonException("It has no measurements.");
        }
        catch (JsonException error)
        {
            throw new BenchException($"--baseline: {file} is not a report. It must be a file that --json wrote. {error.Message}", error);
        }
    }

    /// <summary>The change of a figure and, after a slash, of its ratio to the ceiling; empty if the earlier run has no such figure.</summary>
    public string Change(Measurement measured)
    {
        if (!_figures.TryGetValue(measured.Scenario, out var before) || before.Unit != measured.Unit)
        {
            return "";
        }

        var change = Percent(measured.Value, before.Value);
        return measured.Ratio is { } ratio && before.Ratio is { } ratioBefore ? $"{change} / {Percent(ratio, ratioBefore)}" : change;
    }

    private static string Percent(double now, double before) =>
        before == 0 ? "" : ((now / before) - 1).ToString("+0 %;-0 %;0 %", System.Globalization.CultureInfo.InvariantCulture);

    private sealed record Run(List<Figure>? Measurements);

    private sealed record Figure(string Scenario, double Value, string Unit, double? Ratio);
}
