using Dixa.Webhooks.Admin.Domain.Events;

namespace Dixa.Webhooks.Bench.Processes;

/// <summary>A webhook that a run needs.</summary>
/// <param name="Endpoint">Where it posts.</param>
/// <param name="Type">The events that it subscribes to.</param>
internal sealed record BenchWebhook(Uri Endpoint, EventType Type);
