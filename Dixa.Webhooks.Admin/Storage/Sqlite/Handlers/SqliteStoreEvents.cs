using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Domain.Events;
using Dixa.Webhooks.Admin.Storage.Writes;

namespace Dixa.Webhooks.Admin.Storage.Sqlite.Handlers;

internal sealed class SqliteStoreEvents : WriteHandler<SqliteSession, StoreEvents, IReadOnlyList<EventStored>>
{
    private const string InsertEvent = """
        INSERT INTO events (event_id, event_type, received_at, payload, traceparent)
        VALUES (@event_id, @event_type, @received_at, @payload, @traceparent)
        ON CONFLICT (event_id) DO NOTHING
        """;

    private const string InsertDelivery = $"""
        INSERT INTO deliveries (event_key, subscription_id, event_type, state, attempts, due_at, created_at)
        VALUES (@event_key, @subscription_id, @event_type, {DeliveryStates.Pending}, 0, @now, @now)
        """;

    private const string InsertSubject = "INSERT INTO event_subjects (subject, event_key) VALUES (@subject, @event_key)";

    protected override IReadOnlyList<EventStored> Store(SqliteSession session, StoreEvents write) => [.. write.Events.Select(@event => Store(session, @event))];

    private static EventStored Store(SqliteSession session, StoredEvent @event)
    {
        var inserted = session.Execute(
            InsertEvent,
            ("@event_id", @event.EventId),
            ("@event_type", @event.EventType),
            ("@received_at", @event.ReceivedAt.UtcTicks),
            ("@payload", @event.Payload),
            ("@traceparent", @event.Traceparent));
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

        foreach (var subject in @event.Subjects)
        {
            session.Execute(InsertSubject, ("@subject", subject.Value), ("@event_key", key));
        }

        return new EventStored(@event.EventId, subscribers, Duplicate: false);
    }
}
