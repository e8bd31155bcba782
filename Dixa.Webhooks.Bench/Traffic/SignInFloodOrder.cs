namespace Dixa.Webhooks.Bench.Traffic;

/// <summary>The request for a flood of sign-in attempts.</summary>
/// <param name="Port">The application's port.</param>
/// <param name="Connections">The number of connections. Each tries again as soon as it has a response.</param>
/// <param name="Seconds">The duration.</param>
internal sealed record SignInFloodOrder(int Port, int Connections, double Seconds);

/// <summary>The responses to the attempts.</summary>
/// <param name="Statuses">The number of responses with each status.</param>
/// <param name="Seconds">From the first attempt to the last response.</param>
internal sealed record SignInFloodAnswer(Dictionary<int, int> Statuses, double Seconds);
