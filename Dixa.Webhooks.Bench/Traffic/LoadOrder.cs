namespace Dixa.Webhooks.Bench.Traffic;

/// <summary>The request to the load process.</summary>
/// <param name="Port">The application's port.</param>
/// <param name="Connections">The max number of connections.</param>
/// <param name="Seconds">The duration.</param>
/// <param name="PayloadBytes">The size of each delivered payload.</param>
/// <param name="Seed">The seed of the event ids in a closed loop.</param>
internal sealed record LoadOrder(int Port, int Connections, double Seconds, int PayloadBytes, int Seed)
{
    /// <summary>The number of events in each request.</summary>
    public int EventsPerRequest { get; init; } = 1;

    /// <summary>In a closed loop, the number of events after which it ends; null means that it ends after the duration.</summary>
    public int? Events { get; init; }

    /// <summary>Events per second at a steady rate, independent of responses; null means that each connection sends as soon as it has a response.</summary>
    public int? Rate { get; init; }

    /// <summary>The number of event types in rotation at a steady rate.</summary>
    public int Types { get; init; } = 1;

    /// <summary>Whether the result includes the duration of each request in a closed loop.</summary>
    public bool KeepsTimes { get; init; }
}

/// <summary>The result of the load process.</summary>
/// <param name="Accepted">The number of events with a 202 response.</param>
/// <param name="Refused">The number of requests with any other response.</param>
/// <param name="Seconds">From the first request to the last response.</param>
internal sealed record LoadAnswer(int Accepted, int Refused, double Seconds)
{
    /// <summary>When the first request was sent in a closed loop, on the monotonic clock.</summary>
    public long StartedAt { get; init; }

    /// <summary>The duration of each request in ticks of the monotonic clock, if requested.</summary>
    public IReadOnlyList<long> Times { get; init; } = [];
}
