using Dixa.Webhooks.Admin.Domain.Events;
using Dixa.Webhooks.Admin.Recording;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Testing;

/// <summary>A sent test event and its result.</summary>
public sealed record SentTestView(long DeliveryId, EventType Type, string Url, ReadOnlyMemory<byte> Payload, AttemptView Attempt);
