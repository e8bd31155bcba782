using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Dixa.Webhooks.Admin.Telemetry;

namespace Dixa.Webhooks.Admin.Support;

/// <summary>What one application or store measures, apart from the others in the tests' process.</summary>
internal sealed class CollectedMetrics : IDisposable
{
    private readonly ConcurrentQueue<(string Name, double Value, string Labels)> _measured = new();
    private readonly MeterListener _listener = new();

    public CollectedMetrics(IMeterFactory factory)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == AppMeter.Name && ReferenceEquals(instrument.Meter.Scope, factory))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<int>((instrument, value, labels, _) => Add(instrument, value, labels));
        _listener.SetMeasurementEventCallback<long>((instrument, value, labels, _) => Add(instrument, value, labels));
        _listener.SetMeasurementEventCallback<double>((instrument, value, labels, _) => Add(instrument, value, labels));
        _listener.Start();
    }

    /// <summary>The values of an instrument so far, of all labels or of one such as <c>outcome=success</c>.</summary>
    public IReadOnlyList<double> Of(string name, string? label = null) =>
        [.. _measured.Where(measured => measured.Name == name && (label is null || measured.Labels == label)).Select(measured => measured.Value)];

    /// <summary>The labels that an instrument was measured with.</summary>
    public IReadOnlyList<string> Labels(string name) => [.. _measured.Where(measured => measured.Name == name).Select(measured => measured.Labels).Distinct()];

    /// <summary>Reads the gauges, and forgets what was read before.</summary>
    public void Observe()
    {
        _measured.Clear();
        _listener.RecordObservableInstruments();
    }

    public void Dispose() => _listener.Dispose();

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> labels) =>
        _measured.Enqueue((instrument.Name, value, string.Join(',', labels.ToArray().Select(label => $"{label.Key}={label.Value}"))));
}
