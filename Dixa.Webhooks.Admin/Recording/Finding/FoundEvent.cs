using Dixa.Webhooks.Admin.Domain.Events;
using Dixa.Webhooks.Admin.Domain.Subscriptions;

namespace Dixa.Webhooks.Admin.Recording.Finding;

/// <summary>An event with everything that is known about who got it.</summary>
/// <param name="EventId">The UUID that receivers get.</param>
/// <param name="EventType">The wire name.</param>
/// <param name="ReceivedAt">When it was accepted.</param>
/// <param name="Conversation">The number of the conversation; null if the event has none.</param>
/// <param name="Payload">The exact bytes, or what is left of them.</param>
/// <param name="Removed">When and why the content was removed; null unless it was.</param>
/// <param name="Deliveries">All deliveries, newest first.</param>
/// <param name="NotSent">The webhooks without a delivery, with the reason; those that were removed since come last.</param>
public sealed record FoundEvent(
    Guid EventId,
    string EventType,
    DateTimeOffset ReceivedAt,
    long? Conversation,
    byte[] Payload,
    RemovedContent? Removed,
    IReadOnlyList<FoundDelivery> Deliveries,
    IReadOnlyList<NotSent> NotSent);

/// <param name="WebhookId">Refers to nothing if the webhook was removed.</param>
public sealed record NotSent(Guid WebhookId, string WebhookName, NotSentReason Reason);
