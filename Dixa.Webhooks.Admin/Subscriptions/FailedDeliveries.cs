namespace Dixa.Webhooks.Admin.Subscriptions;

/// <summary>Which of the deliveries that ended without success are meant.</summary>
/// <param name="Since">When the earliest of them ended: its last attempt failed for good, or it was cancelled.</param>
/// <param name="EventType">The wire name of the only event type that is meant; null for every one.</param>
/// <param name="Scope">Failed ones, cancelled ones, or both.</param>
public sealed record FailedDeliveries(DateTimeOffset Since, string? EventType = null, ResendScope Scope = ResendScope.All);
