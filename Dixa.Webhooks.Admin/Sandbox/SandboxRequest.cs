using Dixa.Webhooks.Admin.Domain.Deliveries;

namespace Dixa.Webhooks.Admin.Sandbox;

/// <summary>A request as it came in.</summary>
/// <param name="Number">From 1, in the order in which they came in since the application's start.</param>
/// <param name="At">When its body was read.</param>
/// <param name="WebhookId">The webhook that it says it is from; null when it says none.</param>
/// <param name="WebhookName">That webhook's name; null when there is no such webhook.</param>
/// <param name="EventType">The body's <c>event_fqn</c>; null when it has none.</param>
/// <param name="Headers">As they came; values that a webhook was given are masked.</param>
/// <param name="Body">The exact bytes; empty when there were too many.</param>
/// <param name="Verdict">Whether its signature is right.</param>
/// <param name="Answer">What it was answered, in words.</param>
/// <param name="Succeeded">Whether the answer counts as a success; null before it is answered.</param>
public sealed record SandboxRequest(
    long Number,
    DateTimeOffset At,
    Guid? WebhookId,
    string? WebhookName,
    string? EventType,
    IReadOnlyList<HeaderLine> Headers,
    ReadOnlyMemory<byte> Body,
    SandboxVerdict Verdict,
    string Answer,
    bool? Succeeded);
