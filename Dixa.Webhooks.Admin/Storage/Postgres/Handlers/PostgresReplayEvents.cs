using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Storage.Writes;
using Dixa.Webhooks.Admin.Storage.Writes.Handlers;

namespace Dixa.Webhooks.Admin.Storage.Postgres.Handlers;

/// <summary>Adds the deliveries of a step with one statement.</summary>
internal sealed class PostgresReplayEvents : WriteHandler<PostgresSession, ReplayEvents, EventsReplayed?>
{
    private const string Enabled = "SELECT 1::bigint FROM subscriptions WHERE id = @subscription_id AND enabled";

    private const string Insert = $"""
        INSERT INTO deliveries (event_key, subscription_id, event_type, state, attempts, due_at, created_at, replay_id)
        SELECT e.id, @subscription_id, e.event_type, {DeliveryStates.Pending}, 0, @now, @now, @replay_id
        FROM unnest(@event_keys) WITH ORDINALITY AS k (id, place) JOIN events e ON e.id = k.id
        WHERE e.removed_at IS NULL AND NOT e.is_test
        AND NOT EXISTS (SELECT 1 FROM deliveries d WHERE d.event_key = e.id AND d.subscription_id = @subscription_id AND NOT d.is_test)
        ORDER BY k.place
        """;

    protected override EventsReplayed? Store(PostgresSession session, ReplayEvents write)
    {
        // Separate statements, so that the next one sees what was committed before these locks.
        session.Lock(write.SubscriptionId);
        session.LockOldEvents();
        if (session.Numbers(Enabled, ("@subscription_id", write.SubscriptionId)).Count == 0 || !BulkProgress.TryMove(session, write.ReplayId, write.From, write.To))
        {
            return null;
        }

        var added = write.Events.Count == 0 ? 0 : session.Execute(PostgresConnection.Statement(
            Insert,
            ("@subscription_id", write.SubscriptionId),
            ("@now", write.Now.UtcTicks),
            ("@replay_id", write.ReplayId),
            ("@event_keys", write.Events.ToArray())));
        var replayed = new EventsReplayed(added, write.Events.Count - added);
        BulkProgress.Add(session, write.ReplayId, replayed.Added, replayed.Skipped);
        return replayed;
    }
}
