namespace Dixa.Webhooks.Admin.Storage.Tables;

/// <summary>A webhook's queue as the dispatcher sees it: who works it, and how many failures in a row it has had.</summary>
public sealed class Lane
{
    public Guid SubscriptionId { get; init; }

    /// <summary>The process that works the lane, until <see cref="LeaseUntil"/>.</summary>
    public Guid? LeaseOwner { get; init; }

    public DateTimeOffset? LeaseUntil { get; init; }

    /// <summary>
    /// Attempts that failed since the last success, counted from the subscription's <c>FailureRunSince</c> on. Those of resends
    /// are not counted; their successes are.
    /// </summary>
    public int ConsecutiveFailures { get; init; }
}
