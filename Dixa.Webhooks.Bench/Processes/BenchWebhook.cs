using Dixa.Webhooks.Admin.Domain.Events;

namespace Dixa.Webhooks.Bench.Processes;

/// <summary>A webhook of a run, with the URL and the one event type that it subscribes to.</summary>
internal sealed record BenchWebhook(Uri Endpoint, EventType Type);
