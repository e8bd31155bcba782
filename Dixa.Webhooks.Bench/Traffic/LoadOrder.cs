namespace Dixa.Webhooks.Bench.Traffic;

/// <summary>What the load process is to publish.</summary>
/// <param name="Port">Where.</param>
/// <param name="Connections">How many at most.</param>
/// <param name="Seconds">For how long.</param>
/// <param name="PayloadBytes">The length of each envelope as it is delivered.</param>
/// <param name="Seed">Decides the event ids of a closed loop.</param>
internal sealed record LoadOrder(int Port, int Connections, double Seconds, int PayloadBytes, int Seed)
{
    /// <summary>Events in each request.</summary>
    public int EventsPerRequest { get; init; } = 1;

    /// <summary>Events a second at a steady rate, whatever the answers; null means that each connection sends as soon as it has its answer.</summary>
    public int? Rate { get; init; }

    /// <summary>How many types of events take turns at a steady rate.</summary>
    public int Types { get; init; } = 1;

    /// <summary>Whether the answer tells how long each request of a closed loop took.</summary>
    public bool KeepsTimes { get; init; }
}

/// <summary>What came of it.</summary>
/// <param name="Accepted">Events answered with 202.</param>
/// <param name="Refused">Requests answered with anything else.</param>
/// <param name="Seconds">From the first request to the last answer.</param>
internal sealed record LoadAnswer(int Accepted, int Refused, double Seconds)
{
    /// <summary>How long each request took, as differences of the monotonic clock, when the order asks for it.</summary>
    public IReadOnlyList<long> Times { get; init; } = [];
}
