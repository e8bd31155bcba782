namespace Dixa.Webhooks.Admin.Components.Webhooks.Deliveries;

/// <summary>Marks a delivery that repeats another one.</summary>
public sealed partial class ResendBadge;
