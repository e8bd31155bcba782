using System.Globalization;

namespace Dixa.Webhooks.Bench.Reporting;

/// <summary>A target for a figure.</summary>
/// <param name="Text">The text in the table.</param>
/// <param name="IsMet">Whether a measurement meets the target.</param>
internal sealed record Bar(string Text, Func<Measurement, bool> IsMet)
{
    public static Bar RatioAtLeast(double ratio) => new(string.Create(CultureInfo.InvariantCulture, $"ratio ≥ {ratio}"), measured => measured.Ratio >= ratio);

    public static Bar RatioAtMost(double ratio) => new(string.Create(CultureInfo.InvariantCulture, $"ratio ≤ {ratio}"), measured => measured.Ratio <= ratio);

    public static Bar AtLeast(double value) => new(string.Create(CultureInfo.InvariantCulture, $"≥ {value:#,0.##}"), measured => measured.Value >= value);

    public static Bar AtMost(double value) => new(string.Create(CultureInfo.InvariantCulture, $"≤ {value:#,0.##}"), measured => measured.Value <= value);
}
