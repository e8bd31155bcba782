namespace Dixa.Webhooks.Bench.Receiving;

/// <summary>A received request.</summary>
/// <param name="Endpoint">The webhook's number, from the path.</param>
/// <param name="EventId">The event id, from the body.</param>
/// <param name="At">The time on the monotonic clock, which all processes of a Linux machine share.</param>
internal readonly record struct Arrival(int Endpoint, Guid EventId, long At);
