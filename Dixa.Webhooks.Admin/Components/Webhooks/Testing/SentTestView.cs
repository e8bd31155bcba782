using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Domain.Events;
using Dixa.Webhooks.Admin.Recording;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Testing;

/// <summary>A test that was sent, and what came of it.</summary>
/// <param name="DeliveryId">In the history.</param>
/// <param name="Type">The event type.</param>
/// <param name="Url">Where it went.</param>
/// <param name="Payload">The exact body.</param>
/// <param name="Attempt">The request and the answer.</param>
public sealed record SentTestView(long DeliveryId, EventType Type, string Url, ReadOnlyMemory<byte> Payload, AttemptView Attempt)
{
    /// <summary>What to look at first when the endpoint answered and did not accept; null otherwise, since the attempt itself says more then.</summary>
    public string? Advice => Attempt is { Failure: null, Status.Light: StatusLight.Failed } ? new LastAnswer(Attempt.StatusCode, null, null).Advice : null;
}
