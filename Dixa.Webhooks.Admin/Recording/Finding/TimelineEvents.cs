namespace Dixa.Webhooks.Admin.Recording.Finding;

/// <summary>A page of events about something, newest first.</summary>
/// <param name="Events">The events.</param>
/// <param name="Next">The key after which the next page starts; null if this is the last one.</param>
public sealed record TimelineEvents(IReadOnlyList<TimelineEvent> Events, long? Next);

/// <param name="EventId">The UUID that receivers get.</param>
/// <param name="EventType">The wire name.</param>
/// <param name="ReceivedAt">When it was accepted.</param>
/// <param name="Conversation">The number of the conversation; null if the event has none.</param>
/// <param name="Deliveries">All deliveries, newest first.</param>
public sealed record TimelineEvent(Guid EventId, string EventType, DateTimeOffset ReceivedAt, long? Conversation, IReadOnlyList<FoundDelivery> Deliveries);
