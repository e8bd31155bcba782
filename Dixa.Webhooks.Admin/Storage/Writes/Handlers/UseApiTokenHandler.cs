namespace Dixa.Webhooks.Admin.Storage.Writes.Handlers;

internal sealed class UseApiTokenHandler : WriteHandler<WriteSession, UseApiToken, bool>
{
    private const string Update = "UPDATE api_tokens SET last_used_at = @now WHERE id = @id AND (last_used_at IS NULL OR last_used_at < @now)";

    protected override bool Store(WriteSession session, UseApiToken write) => session.Execute(Update, ("@now", write.Now.UtcTicks), ("@id", write.Id)) > 0;
}
