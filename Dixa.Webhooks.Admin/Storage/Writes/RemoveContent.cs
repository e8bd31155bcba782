using Dixa.Webhooks.Admin.Domain.Events;

namespace Dixa.Webhooks.Admin.Storage.Writes;

/// <summary>An event whose content is to be removed.</summary>
/// <param name="Key">The event's key.</param>
/// <param name="Tombstone">What stays of the payload.</param>
/// <param name="People">The subjects that identify people, which leave the index.</param>
public sealed record ContentToRemove(long Key, byte[] Tombstone, IReadOnlyList<SubjectKey> People)
{
    public static ContentToRemove Of(long key, byte[] payload) => new(
        key, Domain.Events.Tombstone.Of(payload), [.. EventSubjects.OfPayload(payload).Where(subject => subject.Value >= SubjectKey.FirstOfPeople.Value)]);
}

/// <summary>
/// Replaces the payloads of events with tombstones, and deletes the responses of their attempts. Returns how many. An event with a pending
/// delivery stays complete, because its payload is still needed. Other writes wait in the meantime, so the list must be short.
/// </summary>
public sealed record RemoveContent(IReadOnlyList<ContentToRemove> Events, ContentRemoval Why, DateTimeOffset Now) : StoreWrite<int>;
