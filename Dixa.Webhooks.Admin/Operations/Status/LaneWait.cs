using Dixa.Webhooks.Admin.Dispatch;

namespace Dixa.Webhooks.Admin.Operations.Status;

/// <summary>Why a webhook has due deliveries that were not attempted yet.</summary>
public enum LaneWait
{
    /// <summary>The process that works the lane cannot use the store.</summary>
    StoreFails,

    /// <summary>Too many attempts wait to be recorded, so no request starts.</summary>
    StoreIsSlow,

    /// <summary>The store refuses to record attempts of some deliveries.</summary>
    StoreRefuses,

    /// <summary>Requests are scarce, and other lanes come first.</summary>
    Turn,

    /// <summary>All requests that the lane may have wait for responses.</summary>
    Endpoint,

    /// <summary>Requests are being made, but there is more than was sent.</summary>
    Backlog,

    /// <summary>A process has the lease and does not report any more. Another one takes over when the lease ends.</summary>
    LeaseOfSilentProcess,

    /// <summary>A process has the lease, and has not started yet.</summary>
    Lease,

    /// <summary>No process has the role Dispatch.</summary>
    NoDispatch,

    /// <summary>No process has taken the lane yet.</summary>
    NotTaken,
}

/// <summary>Decides why a lane waits.</summary>
internal static class LaneWaitRule
{
    /// <param name="lane">What the process that works the lane reports about it; null if it reports nothing.</param>
    /// <param name="worker">That process; null if no process has the lease.</param>
    /// <param name="processes">All processes.</param>
    /// <param name="now">The store's time.</param>
    public static LaneWait Of(LaneReport? lane, ProcessStatus? worker, IReadOnlyList<ProcessStatus> processes, DateTimeOffset now)
    {
        if (worker is null)
        {
            return processes.Any(process => process.Has(nameof(NodeRoles.Dispatch)) && !process.IsSilent(now)) ? LaneWait.NotTaken : LaneWait.NoDispatch;
        }

        return (worker.Report, lane) switch
        {
            _ when worker.IsSilent(now) => LaneWait.LeaseOfSilentProcess,
            ({ StoreFails: true }, _) => LaneWait.StoreFails,
            ({ WaitsForStore: true }, _) => LaneWait.StoreIsSlow,
            (_, { WaitsForTurn: true }) => LaneWait.Turn,
            (_, { Senders: > 0, IsSlow: true }) => LaneWait.Endpoint,
            (_, { Senders: > 0 }) => LaneWait.Backlog,
            (_, { Refused: > 0 }) => LaneWait.StoreRefuses,
            _ => LaneWait.Lease,
        };
    }
}
