using System.Diagnostics.Metrics;

namespace Dixa.Webhooks.Admin.Telemetry;

/// <summary>What was published, and what was refused.</summary>
public sealed class IntakeMetrics(IMeterFactory factory)
{
    private readonly Counter<long> _accepted = AppMeter.Of(factory).CreateCounter<long>("dixa.webhooks.events.accepted", "{event}", "Events that were stored.");
    private readonly Counter<long> _duplicates = AppMeter.Of(factory).CreateCounter<long>("dixa.webhooks.events.duplicates", "{event}", "Events that were published before and not stored again.");
    private readonly Counter<long> _refused = AppMeter.Of(factory).CreateCounter<long>("dixa.webhooks.publish.refused", "{request}", "Publish requests that were refused, by reason.");

    /// <summary>Makes the counters visible as 0. Otherwise a counter appears with its first value, and that increase is not seen.</summary>
    public void Start(IEnumerable<string> reasons)
    {
        _accepted.Add(0);
        _duplicates.Add(0);
        foreach (var reason in reasons)
        {
            _refused.Add(0, new KeyValuePair<string, object?>("reason", reason));
        }
    }

    public void Published(int accepted, int duplicates)
    {
        if (accepted > 0)
        {
            _accepted.Add(accepted);
        }

        if (duplicates > 0)
        {
            _duplicates.Add(duplicates);
        }
    }

    /// <param name="reason">One of a few constants.</param>
    public void Refused(string reason) => _refused.Add(1, new KeyValuePair<string, object?>("reason", reason));
}
