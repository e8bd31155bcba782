namespace Dixa.Webhooks.Admin.Storage.Writes.Handlers;

internal sealed class ReleaseAllLeasesHandler : WriteHandler<WriteSession, ReleaseAllLeases, int>
{
    private const string Lanes = "UPDATE lanes SET lease_owner = NULL, lease_until = NULL WHERE lease_owner IS NOT NULL";

    protected override int Store(WriteSession session, ReleaseAllLeases write) => session.Execute(Lanes);
}
