using System.Diagnostics;
using System.Globalization;

namespace Dixa.Webhooks.Bench.Reporting;

/// <summary>Percentiles of durations, in milliseconds.</summary>
internal sealed class Percentiles
{
    private readonly double[] _sorted;

    /// <param name="ticks">Differences of the monotonic clock.</param>
    public Percentiles(IEnumerable<long> ticks)
    {
        _sorted = [.. ticks.Select(one => one * 1000.0 / Stopwatch.Frequency).Order()];
        if (_sorted.Length == 0)
        {
            throw new BenchException("Nothing arrived during the measurement.");
        }
    }

    public double P50 => At(0.5);

    public double P95 => At(0.95);

    public double P99 => At(0.99);

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"p50 {P50:0.0}, p95 {P95:0.0}, p99 {P99:0.0}, max {_sorted[^1]:0.0} ms of {_sorted.Length:N0}");

    private double At(double share) => _sorted[Math.Max(0, (int)Math.Ceiling(_sorted.Length * share) - 1)];
}
