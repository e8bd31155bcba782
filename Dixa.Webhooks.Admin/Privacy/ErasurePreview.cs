namespace Dixa.Webhooks.Admin.Privacy;

/// <summary>What the index of subjects knows about a person. The erasure also searches the text of every payload and response, so it can find more.</summary>
/// <param name="Events">Events that mention the person.</param>
/// <param name="Deliveries">Deliveries of these events.</param>
/// <param name="Pending">How many of the deliveries are pending and would be cancelled.</param>
/// <param name="Webhooks">The names of the webhooks that got or will get one of the events.</param>
/// <param name="From">When the first event was received; null if there are none.</param>
/// <param name="To">When the last event was received; null if there are none.</param>
/// <param name="Samples">The newest events.</param>
/// <param name="Recent">How many of the newest events were searched as text.</param>
/// <param name="OtherMentions">How many of these mention the value where the index does not look, for example as the company's own address.</param>
/// <param name="HasUnindexedEvents">Whether events of an older version are not in the index yet. The erasure searches them too.</param>
public sealed record ErasurePreview(
    int Events, int Deliveries, int Pending, IReadOnlyList<string> Webhooks, DateTimeOffset? From, DateTimeOffset? To, IReadOnlyList<ErasureSample> Samples, int Recent, int OtherMentions, bool HasUnindexedEvents);

/// <param name="EventId">The event's UUID.</param>
/// <param name="Type">The event's type.</param>
/// <param name="ReceivedAt">When it was received.</param>
public sealed record ErasureSample(Guid EventId, string Type, DateTimeOffset ReceivedAt);
