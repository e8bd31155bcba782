using Dixa.Webhooks.Admin.Storage.Postgres;
using Dixa.Webhooks.Admin.Storage.Sqlite;

namespace Dixa.Webhooks.Admin.Storage.Writes;

/// <summary>
/// Releases the leases of all lanes. Only valid if no other process can hold a lease: at the startup of the single process of a SQLite file,
/// whose predecessor may have been killed.
/// </summary>
public sealed class ReleaseAllLeases : StoreWrite<int>
{
    private const string Lanes = "UPDATE lanes SET lease_owner = NULL, lease_until = NULL WHERE lease_owner IS NOT NULL";

    private protected override int Apply(PostgresSession session) => session.Execute(Lanes);

    private protected override int Apply(SqliteSession session) => session.Execute(Lanes);
}
