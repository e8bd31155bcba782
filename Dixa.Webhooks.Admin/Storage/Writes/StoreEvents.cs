using Dixa.Webhooks.Admin.Domain.Events;

namespace Dixa.Webhooks.Admin.Storage.Writes;

/// <summary>What became of an event that was to be stored.</summary>
/// <param name="EventId">The event's uuid.</param>
/// <param name="Subscriptions">The webhooks it goes to.</param>
/// <param name="Duplicate">It was there before; nothing was stored.</param>
public sealed record EventStored(Guid EventId, IReadOnlyList<Guid> Subscriptions, bool Duplicate);

/// <summary>Stores events, each once, with one delivery for each enabled webhook that subscribes. All of them or none.</summary>
public sealed class StoreEvents(IReadOnlyList<StoredEvent> events) : StoreWrite<IReadOnlyList<EventStored>>
{
    private const string InsertEvent = """
        INSERT INTO events (event_id, event_type, received_at, payload)
        VALUES (@event_id, @event_type, @received_at, @payload)
        ON CONFLICT (event_id) DO NOTHING
        RETURNING id
        """;

    private const string InsertDeliveries = """
        INSERT INTO deliveries (event_key, subscription_id, event_type, state, attempts, due_at, created_at)
        SELECT @event_key, s.id, @event_type, 0, 0, @now, @now
        FROM subscription_events e JOIN subscriptions s ON s.id = e.subscription_id
        WHERE e.event_type = @event_type AND s.enabled
        RETURNING subscription_id
        """;

    private protected override IReadOnlyList<EventStored> Apply(WriteSession session)
    {
        var stored = new List<EventStored>(events.Count);
        foreach (var @event in events)
        {
            stored.Add(InsertOne(session, @event) is { } key
                ? new EventStored(@event.EventId, Fan(session, key, @event), Duplicate: false)
                : new EventStored(@event.EventId, [], Duplicate: true));
        }

        return stored;
    }

    private static long? InsertOne(WriteSession session, StoredEvent @event)
    {
        using var rows = session.Query(
            InsertEvent,
            ("@event_id", @event.EventId),
            ("@event_type", @event.EventType),
            ("@received_at", @event.ReceivedAt.UtcTicks),
            ("@payload", @event.Payload));
        return rows.Read() ? rows.Number(0) : null;
    }

    private static List<Guid> Fan(WriteSession session, long key, StoredEvent @event)
    {
        var subscriptions = new List<Guid>();
        using var rows = session.Query(InsertDeliveries, ("@event_key", key), ("@event_type", @event.EventType), ("@now", @event.ReceivedAt.UtcTicks));
        while (rows.Read())
        {
            subscriptions.Add(rows.Id(0));
        }

        return subscriptions;
    }
}
