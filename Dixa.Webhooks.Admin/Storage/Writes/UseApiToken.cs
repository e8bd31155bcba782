using Dixa.Webhooks.Admin.Storage.Postgres;
using Dixa.Webhooks.Admin.Storage.Sqlite;

namespace Dixa.Webhooks.Admin.Storage.Writes;

/// <summary>Records when a token was last used. Part of the hot path, since every publish request uses a token.</summary>
public sealed class UseApiToken(Guid id, DateTimeOffset now) : StoreWrite<bool>
{
    private const string Update = "UPDATE api_tokens SET last_used_at = @now WHERE id = @id AND (last_used_at IS NULL OR last_used_at < @now)";

    private protected override bool Apply(PostgresSession session) => session.Execute(Update, ("@now", now.UtcTicks), ("@id", id)) > 0;

    private protected override bool Apply(SqliteSession session) => session.Execute(Update, ("@now", now.UtcTicks), ("@id", id)) > 0;
}
