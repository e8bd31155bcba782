namespace Dixa.Webhooks.Admin.Storage.Writes.Handlers;

internal sealed class IndexEventsHandler : WriteHandler<WriteSession, IndexEvents, int>
{
    private const string Continue = "UPDATE store SET unindexed_events = @remaining";

    protected override int Store(WriteSession session, IndexEvents write)
    {
        session.InsertSubjects([.. write.Entries]);
        session.Execute(Continue, ("@remaining", write.Remaining));
        return write.Entries.Count;
    }
}
