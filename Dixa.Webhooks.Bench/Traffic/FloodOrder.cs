namespace Dixa.Webhooks.Bench.Traffic;

/// <summary>Attempts to sign in, from strangers.</summary>
/// <param name="Port">Where.</param>
/// <param name="Connections">How many connections try at a time, each as soon as it has the answer to its last attempt.</param>
/// <param name="Seconds">For how long.</param>
internal sealed record FloodOrder(int Port, int Connections, double Seconds);

/// <summary>How the attempts were answered.</summary>
/// <param name="Statuses">How many had each status.</param>
/// <param name="Seconds">From the first attempt to the last answer.</param>
internal sealed record FloodAnswer(Dictionary<int, int> Statuses, double Seconds);
