using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Subscriptions;

namespace Dixa.Webhooks.Admin.Storage.Tables;

/// <summary>Who did what to a webhook, and when. It is stored in the same transaction as the change.</summary>
public sealed class StoredActivity
{
    public long Id { get; init; }

    public Guid SubscriptionId { get; init; }

    public DateTimeOffset At { get; init; }

    public Guid ActorId { get; init; }

    /// <summary>The actor's name at the time of the activity.</summary>
    public required string ActorName { get; init; }

    public ActivityKind Kind { get; init; }

    /// <summary>A text for screens. Never contains a secret or a header value.</summary>
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
