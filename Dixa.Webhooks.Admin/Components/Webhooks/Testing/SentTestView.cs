using Dixa.Webhooks.Admin.Domain.Events;
using Dixa.Webhooks.Admin.Recording;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Testing;

/// <summary>A test that was sent, and what came of it.</summary>
/// <param name="DeliveryId">In the history.</param>
/// <param name="Type">The event type.</param>
/// <param name="Url">Where it went.</param>
/// <param name="Payload">The exact body.</param>
/// <param name="Attempt">The request and the answer.</param>
public sealed record SentTestView(long DeliveryId, EventType Type, string Url, ReadOnlyMemory<byte> Payload, AttemptView Attempt);
