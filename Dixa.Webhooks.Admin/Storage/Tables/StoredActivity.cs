using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Subscriptions;

namespace Dixa.Webhooks.Admin.Storage.Tables;

/// <summary>Who did what to a webhook, and when. It is written in the same commit as what was done.</summary>
public sealed class StoredActivity
{
    public long Id { get; init; }

    public Guid SubscriptionId { get; init; }

    public DateTimeOffset At { get; init; }

    public Guid ActorId { get; init; }

    /// <summary>As they were called then.</summary>
    public required string ActorName { get; init; }

    public ActivityKind Kind { get; init; }

    /// <summary>More on it, in words; never a secret or a header's value.</summary>
    public string? Detail { get; init; }

    public static StoredActivity Of(Guid subscriptionId, Activity activity, Actor by, DateTimeOffset now) => new()
    {
        SubscriptionId = subscriptionId,
        At = now,
        ActorId = by.Id,
        ActorName = by.Name,
        Kind = activity.Kind,
        Detail = activity.Detail,
    };
}
