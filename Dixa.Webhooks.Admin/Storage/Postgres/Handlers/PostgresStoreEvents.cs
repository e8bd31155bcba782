using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Domain.Events;
using Dixa.Webhooks.Admin.Storage.Writes;

namespace Dixa.Webhooks.Admin.Storage.Postgres.Handlers;

/// <summary>Stores events with their deliveries, thousands per statement.</summary>
internal sealed class PostgresStoreEvents : IWriteHandler<PostgresSession>
{
    /// <summary>Events per statement. Limits the size of a message to the server.</summary>
    private const int BatchSize = 4_096;

    // The lock prevents the removal of a webhook before the commit; otherwise its new deliveries would belong to no webhook.
    private const string Insert = $"""
        WITH wanted AS MATERIALIZED (
            SELECT s.id, w.event_type FROM subscription_events w JOIN subscriptions s ON s.id = w.subscription_id
            WHERE w.event_type = ANY(@types) AND s.enabled
            ORDER BY s.id
            FOR KEY SHARE OF s
        ), stored AS (
            INSERT INTO events (event_id, event_type, received_at, payload, traceparent)
            SELECT i.event_id, i.event_type, i.received_at, i.payload, i.traceparent
            FROM unnest(@event_ids, @event_types, @received_ats, @payloads, @traceparents) AS i (event_id, event_type, received_at, payload, traceparent)
            ON CONFLICT (event_id) DO NOTHING
            RETURNING id, event_id, event_type, received_at
        ), queued AS (
            INSERT INTO deliveries (event_key, subscription_id, event_type, state, attempts, due_at, created_at)
            SELECT e.id, w.id, e.event_type, {DeliveryStates.Pending}, 0, e.received_at, e.received_at
            FROM stored e JOIN wanted w ON w.event_type = e.event_type
            ORDER BY e.id
            RETURNING event_key, subscription_id
        ), indexed AS (
            INSERT INTO event_subjects (subject, event_key)
            SELECT i.subject, e.id
            FROM unnest(@subjects, @subject_event_ids) AS i (subject, event_id) JOIN stored e ON e.event_id = i.event_id
            ORDER BY i.subject, e.id
            ON CONFLICT DO NOTHING
        )
        SELECT e.event_id, q.subscription_id FROM stored e LEFT JOIN queued q ON q.event_key = e.id
        """;

    public Type WriteType => typeof(StoreEvents);

    public void Store(PostgresSession session, QueuedWrite queued) => Store(session, [queued]);

    public void Store(PostgresSession session, IReadOnlyList<QueuedWrite> queued)
    {
        var stored = new Dictionary<Guid, List<Guid>>();
        foreach (var batch in queued.SelectMany(one => ((StoreEvents)one.Write).Events).Chunk(BatchSize))
        {
            Store(session, batch, stored);
        }

        foreach (var one in queued)
        {
            ((QueuedWrite<IReadOnlyList<EventStored>>)one).Result = [.. ((StoreEvents)one.Write).Events.Select(@event => stored.Remove(@event.EventId, out var webhooks)
                ? new EventStored(@event.EventId, webhooks, Duplicate: false)
                : new EventStored(@event.EventId, [], Duplicate: true))];
        }
    }

    private static void Store(PostgresSession session, StoredEvent[] events, Dictionary<Guid, List<Guid>> stored)
    {
        var subjects = events.SelectMany(one => one.Subjects.Select(subject => (one.EventId, subject.Value))).ToArray();
        using var rows = session.Query(PostgresConnection.Statement(
            Insert,
            ("@types", events.Select(one => one.EventType).Distinct().ToArray()),
            ("@event_ids", Array.ConvertAll(events, one => one.EventId)),
            ("@event_types", Array.ConvertAll(events, one => one.EventType)),
            ("@received_ats", Array.ConvertAll(events, one => one.ReceivedAt.UtcTicks)),
            ("@payloads", Array.ConvertAll(events, one => one.Payload)),
            ("@traceparents", Array.ConvertAll(events, one => one.Traceparent)),
            ("@subjects", Array.ConvertAll(subjects, one => one.Value)),
            ("@subject_event_ids", Array.ConvertAll(subjects, one => one.EventId))));
        while (rows.Read())
        {
            var id = rows.GetGuid(0);
            if (!stored.TryGetValue(id, out var webhooks))
            {
                stored.Add(id, webhooks = []);
            }

            if (!rows.IsDBNull(1))
            {
                webhooks.Add(rows.GetGuid(1));
            }
        }
    }
}
