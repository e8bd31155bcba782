namespace Dixa.Webhooks.Admin.Domain.Replays;

/// <summary>Which missed events to send to a webhook. Made by <see cref="ReplayDraft.Check"/>.</summary>
/// <param name="Since">The start of the span, inclusive.</param>
/// <param name="Until">The end of the span, exclusive; null for now.</param>
/// <param name="Types">Wire names; at least one.</param>
/// <param name="PerSecond">The max number of events per second.</param>
/// <param name="EventId">Only this event of the span; null for all.</param>
public sealed record ReplayPlan(DateTimeOffset Since, DateTimeOffset? Until, IReadOnlyList<string> Types, int PerSecond, Guid? EventId = null);
