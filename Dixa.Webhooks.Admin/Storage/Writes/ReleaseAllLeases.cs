using Dixa.Webhooks.Admin.Storage.Postgres;
using Dixa.Webhooks.Admin.Storage.Sqlite;

namespace Dixa.Webhooks.Admin.Storage.Writes;

/// <summary>
/// Ends every lane's lease. Right only when no other process can hold one: at the start of the single process that a
/// SQLite file belongs to, whose predecessor may have been killed with requests in flight.
/// </summary>
public sealed class ReleaseAllLeases : StoreWrite<int>
{
    private const string Lanes = "UPDATE lanes SET lease_owner = NULL, lease_until = NULL WHERE lease_owner IS NOT NULL";

    private protected override int Apply(PostgresSession session) => session.Execute(Lanes);

    private protected override int Apply(SqliteSession session) => session.Execute(Lanes);
}
