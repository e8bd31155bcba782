using System.Diagnostics.Metrics;

namespace Dixa.Webhooks.Admin.Telemetry;

/// <summary>The application's one meter. Labels have few values: never a URL, an event id or, unless a setting says so, the name of a webhook.</summary>
public static class AppMeter
{
    public const string Name = "Dixa.Webhooks";

    /// <summary>From 1 ms to 10 minutes. Endpoints take milliseconds to seconds, and deliveries that are retried take minutes.</summary>
    internal static InstrumentAdvice<double> Seconds { get; } = new() { HistogramBucketBoundaries = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600] };

    /// <summary>The meter of an application. A factory returns the same one each time.</summary>
    public static Meter Of(IMeterFactory factory) => factory.Create(Name);
}
