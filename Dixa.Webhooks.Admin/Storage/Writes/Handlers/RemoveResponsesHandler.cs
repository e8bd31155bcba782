namespace Dixa.Webhooks.Admin.Storage.Writes.Handlers;

internal sealed class RemoveResponsesHandler : WriteHandler<WriteSession, RemoveResponses, int>
{
    private const string Delete =
        "UPDATE attempts SET response_headers = NULL, response_body = NULL WHERE id = @id AND (response_headers IS NOT NULL OR response_body IS NOT NULL)";

    protected override int Store(WriteSession session, RemoveResponses write) => write.Attempts.Sum(id => session.Execute(Delete, ("@id", id)));
}
