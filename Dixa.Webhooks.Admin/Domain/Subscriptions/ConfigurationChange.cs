namespace Dixa.Webhooks.Admin.Domain.Subscriptions;

/// <summary>A changed URL, without query. Both are null if only the query changed, because that may contain a secret.</summary>
public sealed record UrlChange(string? From, string? To);

/// <summary>Event types that were added to and removed from a webhook; null if there are none.</summary>
public sealed record EventsChange(ChangedEvents? Added, ChangedEvents? Removed);

/// <summary>How many event types, and which ones if there are only a few.</summary>
/// <param name="Count">How many.</param>
/// <param name="Types">Their wire names; null above <see cref="ConfigurationDifference.MaxEventsNamed"/>.</param>
public sealed record ChangedEvents(int Count, IReadOnlyList<string>? Types = null);
