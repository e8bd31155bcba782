using Dixa.Webhooks.Admin.Domain.Events;

namespace Dixa.Webhooks.Admin.Storage.Writes;

/// <summary>The result of <see cref="StoreEvents"/> for one event.</summary>
/// <param name="EventId">The event's UUID.</param>
/// <param name="Subscriptions">The webhooks that get a delivery.</param>
/// <param name="Duplicate">The event was stored earlier, so nothing was stored now.</param>
public sealed record EventStored(Guid EventId, IReadOnlyList<Guid> Subscriptions, bool Duplicate);

/// <summary>Stores events, each one once, with a delivery for each enabled webhook that subscribes to its type. Stores all of them or none.</summary>
public sealed record StoreEvents(IReadOnlyList<StoredEvent> Events) : StoreWrite<IReadOnlyList<EventStored>>
{
    internal override long Bytes { get; } = Events.Sum(one => (long)one.Payload.Length);
}
