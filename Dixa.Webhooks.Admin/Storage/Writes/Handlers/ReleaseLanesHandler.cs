namespace Dixa.Webhooks.Admin.Storage.Writes.Handlers;

internal sealed class ReleaseLanesHandler : WriteHandler<WriteSession, ReleaseLanes, int>
{
    private const string Lanes = "UPDATE lanes SET lease_owner = NULL, lease_until = NULL WHERE lease_owner = @owner";

    protected override int Store(WriteSession session, ReleaseLanes write) => session.Execute(Lanes, ("@owner", write.Owner));
}
