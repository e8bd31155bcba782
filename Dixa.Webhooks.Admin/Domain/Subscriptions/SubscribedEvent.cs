namespace Dixa.Webhooks.Admin.Domain.Subscriptions;

/// <summary>One event type that a webhook wants.</summary>
public sealed record SubscribedEvent(Guid SubscriptionId, string EventType);
