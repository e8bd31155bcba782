namespace Dixa.Webhooks.Admin.Components.Webhooks.Deliveries;

/// <summary>Marks a delivery of an event that the webhook had missed.</summary>
public sealed partial class ReplayBadge;
