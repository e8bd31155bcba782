using System.Diagnostics.Metrics;

namespace Dixa.Webhooks.Admin.Telemetry;

/// <summary>Attempts, how long deliveries take, and leases.</summary>
public sealed class DispatchMetrics(IMeterFactory factory)
{
    private readonly Counter<long> _attempts = AppMeter.Of(factory).CreateCounter<long>("dixa.webhooks.attempts", "{attempt}", "Attempts that ended, by outcome.");
    private readonly Histogram<double> _duration = AppMeter.Of(factory).CreateHistogram(
        "dixa.webhooks.attempt.duration", "s", "The time from the start of an attempt to its end.", tags: null, advice: AppMeter.Seconds);

    private readonly Histogram<double> _firstAttempt = AppMeter.Of(factory).CreateHistogram(
        "dixa.webhooks.delivery.first_attempt", "s", "The time from the acceptance of a delivery to the start of its first attempt.", tags: null, advice: AppMeter.Seconds);

    private readonly Histogram<double> _success = AppMeter.Of(factory).CreateHistogram(
        "dixa.webhooks.delivery.success", "s", "The time from the acceptance of a delivery to the end of its successful attempt.", tags: null, advice: AppMeter.Seconds);

    private readonly Counter<long> _takeovers = AppMeter.Of(factory).CreateCounter<long>(
        "dixa.webhooks.lease.takeovers", "{lane}", "Lanes that this process took over because the lease of another process had expired.");

    /// <summary>Whether someone collects what <see cref="Ended"/> counts.</summary>
    public bool IsCollected => _attempts.Enabled;

    /// <inheritdoc cref="IntakeMetrics.Start"/>
    public void Start(IEnumerable<string> outcomes)
    {
        _takeovers.Add(0);
        foreach (var outcome in outcomes)
        {
            _attempts.Add(0, new KeyValuePair<string, object?>("outcome", outcome));
        }
    }

    /// <param name="outcome">One of a few constants.</param>
    /// <param name="duration">Of the attempt.</param>
    /// <param name="sinceAcceptance">From the acceptance of the delivery to the end of the attempt.</param>
    /// <param name="isFirst">Whether it is the first attempt of the delivery.</param>
    /// <param name="succeeded">Whether the endpoint accepted it.</param>
    public void Ended(string outcome, TimeSpan duration, TimeSpan sinceAcceptance, bool isFirst, bool succeeded)
    {
        _attempts.Add(1, new KeyValuePair<string, object?>("outcome", outcome));
        _duration.Record(duration.TotalSeconds);
        if (isFirst)
        {
            _firstAttempt.Record(Math.Max(0, (sinceAcceptance - duration).TotalSeconds));
        }

        if (succeeded)
        {
            _success.Record(Math.Max(0, sinceAcceptance.TotalSeconds));
        }
    }

    public void TookOver(int lanes)
    {
        if (lanes > 0)
        {
            _takeovers.Add(lanes);
        }
    }
}
