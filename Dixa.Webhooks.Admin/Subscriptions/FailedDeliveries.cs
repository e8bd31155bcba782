namespace Dixa.Webhooks.Admin.Subscriptions;

/// <summary>Selects deliveries that failed or were cancelled.</summary>
/// <param name="Since">Selects deliveries that failed or were cancelled at or after this time.</param>
/// <param name="EventType">The wire name of an event type; null for all.</param>
/// <param name="Scope">Failed deliveries, cancelled ones, or both.</param>
public sealed record FailedDeliveries(DateTimeOffset Since, string? EventType = null, ResendScope Scope = ResendScope.All);
