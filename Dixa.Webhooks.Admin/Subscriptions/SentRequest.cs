namespace Dixa.Webhooks.Admin.Subscriptions;

/// <summary>A request that was sent.</summary>
/// <param name="Signature">The value of X-DIXA-SIGNATURE.</param>
/// <param name="Body">The exact bytes.</param>
/// <param name="EventType">The wire name, for example <c>CONVERSATION_RATED</c>.</param>
/// <param name="SentAt">When the attempt started.</param>
public sealed record SentRequest(string Signature, byte[] Body, string EventType, DateTimeOffset SentAt);
