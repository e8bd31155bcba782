using Dixa.Webhooks.Admin.Domain.Deliveries;

namespace Dixa.Webhooks.Admin.Recording.Finding;

/// <summary>A filter for the deliveries of all webhooks. Null members do not filter.</summary>
public sealed record FindQuery
{
    public const int MaxPerPage = 100;

    public SearchTerm? Term { get; init; }

    public Guid? WebhookId { get; init; }

    /// <summary>A wire name.</summary>
    public string? EventType { get; init; }

    public DeliveryState? State { get; init; }

    /// <summary>How the last attempt ended.</summary>
    public OutcomeFilter? Outcome { get; init; }

    /// <summary>Only test events, or only others.</summary>
    public bool? IsTest { get; init; }

    /// <summary>The creation time, inclusive.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>The creation time, exclusive.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Up to where earlier pages have searched; null for the first page.</summary>
    public FindPosition? After { get; init; }

    /// <summary>1 to <see cref="MaxPerPage"/>.</summary>
    public int Limit { get; init; } = 25;

    /// <summary>Whether there is a filter that no index has, so that deliveries are read and compared.</summary>
    internal bool ComparesRows => Outcome is not null || IsTest is not null;

    /// <summary>Whether the page is one of another search, whose result has another order. The id of a webhook finds deliveries in the order of their creation.</summary>
    public bool IsPageOfAnotherSearch => After is { By: var order } && Term switch
    {
        SearchTerm.Uuid => false,
        null or SearchTerm.Name => order is not FindOrder.Creation,
        _ => order is not FindOrder.Event,
    };

    /// <summary>Whether a delivery passes every filter but the term.</summary>
    internal bool Matches(Delivery delivery) =>
        (WebhookId is null || delivery.SubscriptionId == WebhookId)
        && (EventType is null || delivery.EventType == EventType)
        && (State is null || delivery.State == State)
        && (Since is null || delivery.CreatedAt >= Since)
        && (Until is null || delivery.CreatedAt < Until)
        && (IsTest is null || delivery.IsTest == IsTest)
        && (Outcome is null || Outcome.Matches(delivery));
}
