using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Storage.Writes;
using Dixa.Webhooks.Admin.Storage.Writes.Handlers;

namespace Dixa.Webhooks.Admin.Storage.Sqlite.Handlers;

internal sealed class SqliteReplayEvents : WriteHandler<SqliteSession, ReplayEvents, EventsReplayed?>
{
    private const string Enabled = "SELECT 1 FROM subscriptions WHERE id = @subscription_id AND enabled";

    private const string Insert = $"""
        INSERT INTO deliveries (event_key, subscription_id, event_type, state, attempts, due_at, created_at, replay_id)
        SELECT e.id, @subscription_id, e.event_type, {DeliveryStates.Pending}, 0, @now, @now, @replay_id
        FROM events e
        WHERE e.id = @event_key AND e.removed_at IS NULL AND NOT e.is_test
        AND NOT EXISTS (
            SELECT 1 FROM deliveries d
            WHERE d.subscription_id = @subscription_id AND d.event_type = e.event_type AND d.event_key = @event_key AND d.resend_of IS NULL AND NOT d.is_test)
        AND NOT EXISTS (
            SELECT 1 FROM deliveries d
            WHERE d.subscription_id = @subscription_id AND d.event_type = e.event_type AND d.event_key = @event_key AND d.resend_of IS NOT NULL)
        """;

    protected override EventsReplayed? Store(SqliteSession session, ReplayEvents write)
    {
        if (session.Numbers(Enabled, ("@subscription_id", write.SubscriptionId)).Count == 0 || !BulkProgress.TryMove(session, write.ReplayId, write.From, write.To))
        {
            return null;
        }

        var added = write.Events.Sum(key => session.Execute(
            Insert, ("@subscription_id", write.SubscriptionId), ("@now", write.Now.UtcTicks), ("@replay_id", write.ReplayId), ("@event_key", key)));
        var replayed = new EventsReplayed(added, write.Events.Count - added);
        BulkProgress.Add(session, write.ReplayId, replayed.Added, replayed.Skipped);
        return replayed;
    }
}
