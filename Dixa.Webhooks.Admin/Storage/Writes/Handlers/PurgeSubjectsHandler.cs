namespace Dixa.Webhooks.Admin.Storage.Writes.Handlers;

internal sealed class PurgeSubjectsHandler : WriteHandler<WriteSession, PurgeSubjects, int>
{
    protected override int Store(WriteSession session, PurgeSubjects write)
    {
        session.DeleteSubjects([.. write.Entries]);
        return write.Entries.Count;
    }
}
