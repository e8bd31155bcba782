using System.Text.Encodings.Web;
using System.Text.Json;

namespace Dixa.Webhooks.Bench.Reporting;

/// <summary>The results of a run on the described machine, next to those of an earlier run if there is one.</summary>
internal sealed class Report(string machine, Baseline? baseline)
{
    private static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly List<Measurement> _measurements = [];
    private readonly List<string> _failures = [];

    public bool Failed => _failures.Count > 0;

    public bool BarMissed => _measurements.Exists(measured => measured.Met is false);

    public void Add(Measurement measured) => _measurements.Add(measured);

    /// <summary>Records why a scenario produced no figure.</summary>
    public void Fail(string reason) => _failures.Add(reason);

    public void Write(TextWriter output)
    {
        output.WriteLine(machine);
        output.WriteLine();
        Table.Write(output, _measurements, baseline);
        output.WriteLine();
        Table.WriteNotes(output, _measurements);
        _failures.ForEach(failure => output.WriteLine($"FAILED {failure}"));
    }

    public void WriteJson(FileInfo file)
    {
        using var stream = file.Create();
        JsonSerializer.Serialize(
            stream,
            new
            {
                Machine = machine,
                At = TimeProvider.System.GetUtcNow(),
                Measurements = _measurements.Select(one => new { one.Scenario, one.Value, one.Unit, one.Ceiling, one.Ratio, Bar = one.Bar?.Text, one.Met, one.Note }),
                Failures = _failures,
            },
            Indented);
    }
}
