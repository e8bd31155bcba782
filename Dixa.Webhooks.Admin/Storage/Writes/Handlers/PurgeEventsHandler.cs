namespace Dixa.Webhooks.Admin.Storage.Writes.Handlers;

internal sealed class PurgeEventsHandler : WriteHandler<WriteSession, PurgeEvents, int>
{
    private const string Delete = """
        DELETE FROM events
        WHERE id > @after AND id <= @up_to AND received_at < @before
        AND NOT EXISTS (SELECT 1 FROM deliveries d WHERE d.event_key = events.id)
        """;

    protected override int Store(WriteSession session, PurgeEvents write)
    {
        // Nobody can replay one of the events until the commit.
        session.LockOldEvents();
        return session.Execute(Delete, ("@after", write.After), ("@up_to", write.UpTo), ("@before", write.Before.UtcTicks));
    }
}
