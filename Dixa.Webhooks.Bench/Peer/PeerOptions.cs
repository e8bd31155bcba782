namespace Dixa.Webhooks.Bench.Peer;

/// <summary>How the queue runs.</summary>
/// <param name="Workers">The number of worker processes.</param>
/// <param name="Concurrency">The number of requests in flight of each worker.</param>
/// <param name="RedisFsync">When Redis syncs its file: <c>everysec</c> or <c>always</c>.</param>
internal sealed record PeerOptions(int Workers, int Concurrency, string RedisFsync);
