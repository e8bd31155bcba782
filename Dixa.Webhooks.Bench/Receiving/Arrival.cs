namespace Dixa.Webhooks.Bench.Receiving;

/// <summary>A request that has come in.</summary>
/// <param name="Endpoint">The webhook's number, from the path.</param>
/// <param name="EventId">From the body.</param>
/// <param name="At">On the monotonic clock, which all processes of a Linux machine share.</param>
internal readonly record struct Arrival(int Endpoint, Guid EventId, long At);
