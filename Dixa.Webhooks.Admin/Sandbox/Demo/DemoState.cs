namespace Dixa.Webhooks.Admin.Sandbox.Demo;

/// <summary>How the demo stands.</summary>
/// <param name="IsPlaying">Whether events are sent.</param>
/// <param name="Rate">Events a second.</param>
/// <param name="Sent">How many the intake took since it was started last.</param>
/// <param name="WebhookId">The webhook that it plays to; null before it was ever started.</param>
/// <param name="Trouble">Why the last event was not taken, as a sentence; null when it was.</param>
public sealed record DemoState(bool IsPlaying, double Rate, long Sent, Guid? WebhookId, string? Trouble);
