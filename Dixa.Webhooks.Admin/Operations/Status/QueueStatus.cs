using Dixa.Webhooks.Admin.Recording;

namespace Dixa.Webhooks.Admin.Operations.Status;

/// <summary>How the deliveries are doing.</summary>
/// <param name="OldestDue">The age of the oldest due delivery; zero if none is due.</param>
/// <param name="Due">Deliveries that are due now, at most <see cref="MaxCounted"/> + 1.</param>
/// <param name="Pending">Deliveries that are pending, with those that wait for a retry, at most <see cref="MaxCounted"/> + 1.</param>
/// <param name="LastFiveMinutes">The attempts of all processes.</param>
/// <param name="LastHour">The attempts of all processes.</param>
/// <param name="CountedSince">Attempts are counted since the first of these processes started, or for the last hour.</param>
/// <param name="Lanes">The webhooks whose deliveries wait, the oldest first, at most <see cref="MaxLanes"/>.</param>
/// <param name="MoreLanes">Further webhooks whose deliveries wait.</param>
public sealed record QueueStatus(
    TimeSpan OldestDue, int Due, int Pending, AttemptSum LastFiveMinutes, AttemptSum LastHour, DateTimeOffset CountedSince, IReadOnlyList<WaitingLane> Lanes, int MoreLanes)
{
    public const int MaxCounted = 10_000;
    public const int MaxLanes = 20;

    /// <summary>A webhook whose oldest due delivery is younger is simply busy.</summary>
    public static readonly TimeSpan WaitsAfter = TimeSpan.FromSeconds(5);
}

/// <summary>A webhook with due deliveries.</summary>
/// <param name="Webhook">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="OldestDue">The age of its oldest due delivery.</param>
/// <param name="Wait">Why they wait.</param>
/// <param name="Process">The process that has the lease; null if none has it.</param>
/// <param name="Requests">Requests in flight.</param>
/// <param name="Refused">Deliveries whose attempts the store refuses to record.</param>
/// <param name="ConsecutiveFailures">Failed attempts since the last success.</param>
/// <param name="LeaseEnds">When the lease ends; null if no process has it.</param>
public sealed record WaitingLane(
    Guid Webhook, string Name, TimeSpan OldestDue, LaneWait Wait, string? Process, int Requests, int Refused, int ConsecutiveFailures, DateTimeOffset? LeaseEnds);
