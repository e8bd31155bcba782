using Dixa.Webhooks.Admin.Storage.Postgres;
using Dixa.Webhooks.Admin.Storage.Sqlite;

namespace Dixa.Webhooks.Admin.Storage.Writes;

/// <summary>Releases all lanes of a process, so that other processes need not wait for its leases to expire.</summary>
public sealed class ReleaseLanes(Guid owner) : StoreWrite<int>
{
    private const string Lanes = "UPDATE lanes SET lease_owner = NULL, lease_until = NULL WHERE lease_owner = @owner";

    private protected override int Apply(PostgresSession session) => session.Execute(Lanes, ("@owner", owner));

    private protected override int Apply(SqliteSession session) => session.Execute(Lanes, ("@owner", owner));
}
