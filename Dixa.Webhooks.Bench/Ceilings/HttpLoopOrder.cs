namespace Dixa.Webhooks.Bench.Ceilings;

/// <summary>What the bare loop is to post.</summary>
/// <param name="Endpoints">Each event goes to each of them.</param>
/// <param name="Events">How many events.</param>
/// <param name="Connections">Requests in flight.</param>
/// <param name="Seed">Decides the events.</param>
/// <param name="PayloadBytes">The length of each body.</param>
internal sealed record HttpLoopOrder(IReadOnlyList<Uri> Endpoints, int Events, int Connections, int Seed, int PayloadBytes);

/// <summary>How long it took, from the first request to the last answer.</summary>
internal sealed record HttpLoopAnswer(int Sent, double Seconds);
