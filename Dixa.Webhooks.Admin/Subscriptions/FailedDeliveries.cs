namespace Dixa.Webhooks.Admin.Subscriptions;

/// <summary>Which of the deliveries that failed for good are meant.</summary>
/// <param name="Since">When the earliest of them failed: its last attempt ended.</param>
/// <param name="EventType">The wire name of the only event type that is meant; null for every one.</param>
public sealed record FailedDeliveries(DateTimeOffset Since, string? EventType = null);
