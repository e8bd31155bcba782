namespace Dixa.Webhooks.Admin.Storage.Tables;

/// <summary>The queue of a webhook: which process holds its lease, and its consecutive failures.</summary>
public sealed class Lane
{
    public Guid SubscriptionId { get; init; }

    /// <summary>The process that holds the lease, until <see cref="LeaseUntil"/>.</summary>
    public Guid? LeaseOwner { get; init; }

    public DateTimeOffset? LeaseUntil { get; init; }

    /// <summary>
    /// Failed attempts since the last success, counted since the subscription's <c>ConsecutiveFailuresSince</c>. Failed resends do not count, but a
    /// successful resend resets the count.
    /// </summary>
    public int ConsecutiveFailures { get; init; }
}
