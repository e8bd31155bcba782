using Dixa.Webhooks.Admin.Domain.Deliveries;
using Npgsql;

namespace Dixa.Webhooks.Admin.Storage.Postgres;

/// <summary>Claims lanes for a process, when several processes share a database.</summary>
public sealed class PostgresLanes(PostgresSource source) : LaneClaims
{
    // SKIP LOCKED: processes that claim at the same time get different lanes.
    private const string Claim = $"""
        UPDATE lanes SET lease_owner = @owner, lease_until = @until
        WHERE subscription_id IN (
            SELECT l.subscription_id FROM lanes l JOIN subscriptions s ON s.id = l.subscription_id AND s.enabled
            WHERE (l.lease_owner IS NULL OR l.lease_until <= @now)
            AND EXISTS (SELECT 1 FROM deliveries d WHERE d.subscription_id = l.subscription_id AND d.state = {DeliveryStates.Pending} AND d.due_at <= @now)
            LIMIT @limit
            FOR UPDATE OF l SKIP LOCKED)
        RETURNING subscription_id
        """;

    private const string Own = $"""
        SELECT l.subscription_id FROM lanes l
        WHERE l.lease_owner = @owner
        AND EXISTS (SELECT 1 FROM deliveries d WHERE d.subscription_id = l.subscription_id AND d.state = {DeliveryStates.Pending} AND d.due_at <= @now)
        """;

    public override Task<IReadOnlyList<Guid>> ClaimAsync(Guid owner, DateTimeOffset now, DateTimeOffset until, int limit, CancellationToken cancel) =>
        ReadAsync(Claim, [new("owner", owner), new("now", now.UtcTicks), new("until", until.UtcTicks), new("limit", limit)], cancel);

    public override Task<IReadOnlyList<Guid>> OwnAsync(Guid owner, DateTimeOffset now, CancellationToken cancel) =>
        ReadAsync(Own, [new("owner", owner), new("now", now.UtcTicks)], cancel);

    private async Task<IReadOnlyList<Guid>> ReadAsync(string sql, NpgsqlParameter[] parameters, CancellationToken cancel)
    {
#pragma warning disable CA2100 // One of the constants above.
        await using var command = source.Connections.CreateCommand(sql);
#pragma warning restore CA2100
        command.Parameters.AddRange(parameters);
        var lanes = new List<Guid>();
        await using var rows = await command.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
        {
            lanes.Add(rows.GetGuid(0));
        }

        return lanes;
    }
}
