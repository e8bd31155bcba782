namespace Dixa.Webhooks.Admin.Components.Webhooks.Replays;

/// <summary>What the dialog for missed events chooses first.</summary>
/// <param name="Since">The start of the time span; null for the time in which the webhook was disabled.</param>
/// <param name="Until">The end of the time span; null for now.</param>
/// <param name="Event">The wire name of an event type; null for those that the webhook subscribes to.</param>
/// <param name="EventId">Only this event; null for all of the time span.</param>
public sealed record ReplaySelection(DateTimeOffset? Since = null, DateTimeOffset? Until = null, string? Event = null, Guid? EventId = null);
