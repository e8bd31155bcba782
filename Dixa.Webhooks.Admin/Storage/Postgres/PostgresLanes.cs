using Dixa.Webhooks.Admin.Domain.Deliveries;
using Npgsql;

namespace Dixa.Webhooks.Admin.Storage.Postgres;

/// <summary>Claims lanes for a process, when several processes share a database.</summary>
public sealed class PostgresLanes(PostgresSource source) : LaneClaims
{
    // SKIP LOCKED: processes that claim at the same time get different lanes.
    private const string Claim = $"""
        WITH free AS (
            SELECT l.subscription_id,
                l.lease_owner <> @owner AND EXISTS (
                    SELECT 1 FROM deliveries d WHERE d.subscription_id = l.subscription_id AND d.state = {DeliveryStates.Pending} AND d.due_at < l.lease_until) AS taken_over
            FROM lanes l JOIN subscriptions s ON s.id = l.subscription_id AND s.enabled
            WHERE (l.lease_owner IS NULL OR l.lease_until <= @now)
            AND EXISTS (SELECT 1 FROM deliveries d WHERE d.subscription_id = l.subscription_id AND d.state = {DeliveryStates.Pending} AND d.due_at <= @now)
            LIMIT @limit
            FOR UPDATE OF l SKIP LOCKED)
        UPDATE lanes SET lease_owner = @owner, lease_until = @until
        FROM free WHERE lanes.subscription_id = free.subscription_id
        RETURNING lanes.subscription_id, coalesce(free.taken_over, false)
        """;

    private const string Own = $"""
        SELECT l.subscription_id FROM lanes l
        WHERE l.lease_owner = @owner
        AND EXISTS (SELECT 1 FROM deliveries d WHERE d.subscription_id = l.subscription_id AND d.state = {DeliveryStates.Pending} AND d.due_at <= @now)
        """;

    public override Task<IReadOnlyList<ClaimedLane>> ClaimAsync(Guid owner, DateTimeOffset now, DateTimeOffset until, int limit, CancellationToken cancel) =>
        ReadAsync(Claim, rows => new ClaimedLane(rows.GetGuid(0), rows.GetBoolean(1)), [new("owner", owner), new("now", now.UtcTicks), new("until", until.UtcTicks), new("limit", limit)], cancel);

    public override Task<IReadOnlyList<Guid>> OwnAsync(Guid owner, DateTimeOffset now, CancellationToken cancel) =>
        ReadAsync(Own, rows => rows.GetGuid(0), [new("owner", owner), new("now", now.UtcTicks)], cancel);

    private async Task<IReadOnlyList<T>> ReadAsync<T>(string sql, Func<NpgsqlDataReader, T> read, NpgsqlParameter[] parameters, CancellationToken cancel)
    {
#pragma warning disable CA2100 // One of the constants above.
        await using var command = source.Connections.CreateCommand(sql);
#pragma warning restore CA2100
        command.Parameters.AddRange(parameters);
        var lanes = new List<T>();
        await using var rows = await command.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
        {
            lanes.Add(read(rows));
        }

        return lanes;
    }
}
