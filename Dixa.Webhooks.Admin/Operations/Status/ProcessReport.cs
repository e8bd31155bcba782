using Dixa.Webhooks.Admin.Hosting;
using Dixa.Webhooks.Admin.Recording;

namespace Dixa.Webhooks.Admin.Operations.Status;

/// <summary>What a process is doing. Processes that share a store put it into their rows, so that each of them can show all.</summary>
public sealed record ProcessReport
{
    /// <summary>Requests in flight.</summary>
    public int Requests { get; init; }

    /// <summary>Attempts that have ended and are not recorded yet.</summary>
    public int Unrecorded { get; init; }

    /// <summary>Too many attempts are not recorded, so no request starts.</summary>
    public bool WaitsForStore { get; init; }

    /// <summary>The store has failed, and has not recovered yet.</summary>
    public bool StoreFails { get; init; }

    public AttemptSum LastFiveMinutes { get; init; } = new(0, 0);

    public AttemptSum LastHour { get; init; } = new(0, 0);

    /// <summary>How far the database's clock is ahead of the machine's. Zero unless processes share a store.</summary>
    public TimeSpan ClockAhead { get; init; }

    /// <summary>Background services that fail.</summary>
    public IReadOnlyList<ServiceFailure> Failing { get; init; } = [];

    /// <summary>Page connections that reached the wrong process, of the last 15 minutes.</summary>
    public int LostConnections { get; init; }

    /// <summary>A client that sent X-Forwarded-For without being a known proxy.</summary>
    public string? UnknownProxy { get; init; }

    /// <summary>The lanes that are not idle, up to <see cref="MaxLanes"/>.</summary>
    public IReadOnlyList<LaneReport> Lanes { get; init; } = [];

    /// <summary>More lanes than that are only counted.</summary>
    public const int MaxLanes = 200;
}

/// <summary>What a lane is doing.</summary>
/// <param name="Webhook">Its webhook.</param>
/// <param name="Senders">Requests in flight or about to start.</param>
/// <param name="IsSlow">The last request took longer than a second or timed out, or none has ended yet.</param>
/// <param name="WaitsForTurn">Requests are scarce, and other lanes come first.</param>
/// <param name="Refused">Deliveries whose attempts the store refuses to record.</param>
public sealed record LaneReport(Guid Webhook, int Senders, bool IsSlow, bool WaitsForTurn, int Refused);
