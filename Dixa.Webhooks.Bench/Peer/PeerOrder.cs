namespace Dixa.Webhooks.Bench.Peer;

/// <summary>The request to the queue's publisher.</summary>
/// <param name="Event">An event as JSON. Each one gets its own id.</param>
/// <param name="Count">The number of events.</param>
/// <param name="ArrayLength">The number of events that are added at once.</param>
/// <param name="Connections">The number of loops that add events.</param>
internal sealed record PeerOrder(string Event, int Count, int ArrayLength, int Connections);

/// <summary>When the first event was added, in nanoseconds on the monotonic clock.</summary>
internal sealed record PeerAnswer(double StartedAt);
