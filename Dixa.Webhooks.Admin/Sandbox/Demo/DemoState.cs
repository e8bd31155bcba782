namespace Dixa.Webhooks.Admin.Sandbox.Demo;

/// <summary>The demo's state.</summary>
/// <param name="IsPlaying">Whether events are being sent.</param>
/// <param name="Rate">Events per second.</param>
/// <param name="Sent">How many events were stored since the last start.</param>
/// <param name="WebhookId">The webhook that the demo plays to; null before the first start.</param>
/// <param name="Error">Why the last event was not stored, as a sentence; null if it was.</param>
public sealed record DemoState(bool IsPlaying, double Rate, long Sent, Guid? WebhookId, string? Error);
