using Dixa.Webhooks.Admin.Domain.Events;
using Dixa.Webhooks.Bench.Traffic;

namespace Dixa.Webhooks.Bench.Processes;

/// <summary>A webhook of a run, with its URL and the event types that it subscribes to.</summary>
internal sealed record BenchWebhook(Uri Endpoint, bool IsEnabled, params IReadOnlyList<EventType> Types)
{
    public BenchWebhook(Uri endpoint, params IReadOnlyList<EventType> types)
        : this(endpoint, IsEnabled: true, types)
    {
    }

    /// <summary>A webhook for each endpoint that subscribes to the type of most events.</summary>
    public static IEnumerable<BenchWebhook> ForEach(IEnumerable<Uri> endpoints) => endpoints.Select(endpoint => new BenchWebhook(endpoint, BenchEvents.Type));
}
