namespace Dixa.Webhooks.Bench.Ceilings;

/// <summary>What the bare loop is to post.</summary>
/// <param name="Endpoints">Each event goes to each of them.</param>
/// <param name="Events">How many events.</param>
/// <param name="Connections">Requests in flight.</param>
/// <param name="Seed">Decides the events.</param>
/// <param name="PayloadBytes">The length of each body.</param>
internal sealed record HttpLoopOrder(IReadOnlyList<Uri> Endpoints, int Events, int Connections, int Seed, int PayloadBytes);

/// <summary>What came of it.</summary>
/// <param name="Sent">Requests that were answered with success.</param>
/// <param name="Connections">With how many in flight.</param>
/// <param name="Seconds">From the first request to the last answer.</param>
/// <param name="ProcessorSeconds">What the loop's process used of the processors meanwhile.</param>
internal sealed record HttpLoopAnswer(int Sent, int Connections, double Seconds, double ProcessorSeconds)
{
    public double Rate => Sent / Seconds;
}
