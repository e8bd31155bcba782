namespace Dixa.Webhooks.Bench.Ceilings;

/// <summary>The request to the bare loop.</summary>
/// <param name="Endpoints">Each event is posted to each of them.</param>
/// <param name="Events">The number of events.</param>
/// <param name="Connections">The number of requests in flight.</param>
/// <param name="Seed">The seed of the events.</param>
/// <param name="PayloadBytes">The size of each body.</param>
internal sealed record HttpLoopOrder(IReadOnlyList<Uri> Endpoints, int Events, int Connections, int Seed, int PayloadBytes);

/// <summary>The result of the bare loop.</summary>
/// <param name="Sent">The number of successful requests.</param>
/// <param name="Connections">The number of requests in flight.</param>
/// <param name="Seconds">From the first request to the last response.</param>
/// <param name="ProcessorSeconds">The CPU time of the loop's process.</param>
internal sealed record HttpLoopAnswer(int Sent, int Connections, double Seconds, double ProcessorSeconds)
{
    public double Rate => Sent / Seconds;
}
