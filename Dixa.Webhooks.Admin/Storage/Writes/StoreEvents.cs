using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Domain.Events;
using Dixa.Webhooks.Admin.Storage.Postgres;
using Dixa.Webhooks.Admin.Storage.Sqlite;

namespace Dixa.Webhooks.Admin.Storage.Writes;

/// <summary>The result of <see cref="StoreEvents"/> for one event.</summary>
/// <param name="EventId">The event's UUID.</param>
/// <param name="Subscriptions">The webhooks that get a delivery.</param>
/// <param name="Duplicate">The event was stored earlier, so nothing was stored now.</param>
public sealed record EventStored(Guid EventId, IReadOnlyList<Guid> Subscriptions, bool Duplicate);

/// <summary>Stores events, each one once, with a delivery for each enabled webhook that subscribes to its type. Stores all of them or none.</summary>
public sealed class StoreEvents(IReadOnlyList<StoredEvent> events) : StoreWrite<IReadOnlyList<EventStored>>
{
    private const string InsertEvent = """
        INSERT INTO events (event_id, event_type, received_at, payload)
        VALUES (@event_id, @event_type, @received_at, @payload)
        ON CONFLICT (event_id) DO NOTHING
        """;

    private const string InsertDelivery = $"""
        INSERT INTO deliveries (event_key, subscription_id, event_type, state, attempts, due_at, created_at)
        VALUES (@event_key, @subscription_id, @event_type, {DeliveryStates.Pending}, 0, @now, @now)
        """;

    internal IReadOnlyList<StoredEvent> Events => events;

    internal override long Bytes { get; } = events.Sum(one => (long)one.Payload.Length);

    private protected override IReadOnlyList<EventStored> Apply(PostgresSession session)
    {
        PostgresEvents.Store(session, [this]);
        return Result!;
    }

    private protected override IReadOnlyList<EventStored> Apply(SqliteSession session) => [.. events.Select(@event => StoreOne(session, @event))];

    private static EventStored StoreOne(SqliteSession session, StoredEvent @event)
    {
        var inserted = session.Execute(
            InsertEvent,
            ("@event_id", @event.EventId),
            ("@event_type", @event.EventType),
            ("@received_at", @event.ReceivedAt.UtcTicks),
            ("@payload", @event.Payload));
        if (inserted == 0)
        {
            return new EventStored(@event.EventId, [], Duplicate: true);
        }

        var (key, subscribers) = (session.LastKey, session.Subscribers.Of(@event.EventType));
        foreach (var subscriber in subscribers)
        {
            session.Execute(
                InsertDelivery, ("@event_key", key), ("@subscription_id", subscriber), ("@event_type", @event.EventType), ("@now", @event.ReceivedAt.UtcTicks));
        }

        return new EventStored(@event.EventId, subscribers, Duplicate: false);
    }
}
