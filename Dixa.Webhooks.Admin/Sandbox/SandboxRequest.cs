using Dixa.Webhooks.Admin.Domain.Deliveries;

namespace Dixa.Webhooks.Admin.Sandbox;

/// <summary>A request that the sandbox received.</summary>
/// <param name="Number">Counts from 1 since the application started.</param>
/// <param name="At">When its body was read.</param>
/// <param name="WebhookId">The webhook id in the request; null if it has none.</param>
/// <param name="WebhookName">That webhook's name; null if there is no such webhook.</param>
/// <param name="EventType">The body's <c>event_fqn</c>; null if it has none.</param>
/// <param name="Headers">As received; values that may be secret are masked.</param>
/// <param name="Body">The exact bytes; empty if there were too many.</param>
/// <param name="Verdict">Whether the signature is valid.</param>
/// <param name="Response">The response as text.</param>
/// <param name="Succeeded">Whether the response counts as a success; null before there is one.</param>
public sealed record SandboxRequest(
    long Number,
    DateTimeOffset At,
    Guid? WebhookId,
    string? WebhookName,
    string? EventType,
    IReadOnlyList<HeaderLine> Headers,
    ReadOnlyMemory<byte> Body,
    SandboxVerdict Verdict,
    string Response,
    bool? Succeeded);
