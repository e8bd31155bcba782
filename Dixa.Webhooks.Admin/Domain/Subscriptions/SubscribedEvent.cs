namespace Dixa.Webhooks.Admin.Domain.Subscriptions;

/// <summary>An event type that a webhook subscribes to.</summary>
public sealed record SubscribedEvent(Guid SubscriptionId, string EventType);
