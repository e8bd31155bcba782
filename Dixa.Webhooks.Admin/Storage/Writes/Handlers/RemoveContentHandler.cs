using Dixa.Webhooks.Admin.Domain.Deliveries;

namespace Dixa.Webhooks.Admin.Storage.Writes.Handlers;

internal sealed class RemoveContentHandler : WriteHandler<WriteSession, RemoveContent, int>
{
    // A delivery of a removed webhook is never sent, although it is pending until the cleanup deletes it.
    private const string ReplacePayload = $"""
        UPDATE events SET payload = @payload, removed_at = @now, removal = @removal
        WHERE id = @key AND removed_at IS NULL
        AND NOT EXISTS (
            SELECT 1 FROM deliveries d JOIN subscriptions s ON s.id = d.subscription_id WHERE d.event_key = @key AND d.state = {DeliveryStates.Pending})
        """;

    private const string DeleteResponses = """
        UPDATE attempts SET response_headers = NULL, response_body = NULL
        WHERE delivery_id IN (SELECT id FROM deliveries WHERE event_key = @key) AND (response_headers IS NOT NULL OR response_body IS NOT NULL)
        """;

    protected override int Store(WriteSession session, RemoveContent write)
    {
        // Nobody can resend or replay one of the events until the commit.
        session.LockWebhooksOf([.. write.Events.Select(one => one.Key)]);
        session.LockOldEvents();
        var count = 0;
        foreach (var (key, tombstone, people) in write.Events)
        {
            if (session.Execute(ReplacePayload, ("@payload", tombstone), ("@now", write.Now.UtcTicks), ("@removal", (int)write.Why), ("@key", key)) > 0)
            {
                session.Execute(DeleteResponses, ("@key", key));
                session.DeleteSubjects([.. people.Select(subject => (subject.Value, key))]);
                count++;
            }
        }

        return count;
    }
}
