using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Storage.Reads;
using Npgsql;

namespace Dixa.Webhooks.Admin.Storage.Postgres;

/// <summary>
/// Reads due deliveries from PostgreSQL in one round trip. It is asynchronous, since a hundred lanes may read at once and would otherwise
/// block all threads of the pool.
/// </summary>
internal sealed class PostgresDueReader(NpgsqlConnection connection) : DueReader
{
    private const string Webhook = "SELECT revision, enabled FROM subscriptions WHERE id = @subscription_id";

    private const string Due = $"""
        SELECT d.id, e.event_type, d.attempts, d.due_at, e.payload, e.traceparent, {DueReading.AcceptedAt}
        FROM deliveries d JOIN events e ON e.id = d.event_key
        WHERE d.subscription_id = @subscription_id AND d.state = {DeliveryStates.Pending} AND (d.due_at, d.id) > (@after, @after_id) AND d.due_at <= @now
        ORDER BY d.due_at, d.id
        LIMIT @limit
        """;

    // Not min(due_at): PostgreSQL could search for it in any index. Only the due list has this order.
    private const string NextDue =
        $"SELECT due_at FROM deliveries WHERE subscription_id = @subscription_id AND state = {DeliveryStates.Pending} AND due_at > @now ORDER BY due_at LIMIT 1";

    public override async ValueTask<DueList?> ReadAsync(Guid subscriptionId, DateTimeOffset now, int maxCount, long maxBytes, IReadOnlySet<long> taken, DuePosition? after)
    {
        var reading = new DueReading(maxCount, maxBytes, taken, after);
        await using var batch = await connection.BatchAsync(
            PostgresConnection.Statement(Webhook, ("@subscription_id", subscriptionId)),
            PostgresConnection.Statement(
                Due,
                ("@subscription_id", subscriptionId),
                ("@after", after?.DueAt ?? 0),
                ("@after_id", after?.Id ?? 0),
                ("@now", now.UtcTicks),
                ("@limit", reading.Left)),
            PostgresConnection.Statement(NextDue, ("@subscription_id", subscriptionId), ("@now", now.UtcTicks)));
        await using var rows = await batch.ExecuteReaderAsync();
        if (!await rows.ReadAsync())
        {
            return null;
        }

        var (revision, enabled) = (rows.GetInt32(0), rows.GetBoolean(1));
        if (!enabled)
        {
            return new DueList(revision, [], MoreDue: false, NextDueAt: null);
        }

        await rows.NextResultAsync();
        await reading.AddAsync(rows);
        await rows.NextResultAsync();
        var next = await rows.ReadAsync() && !reading.MoreDue ? new DateTimeOffset(rows.GetInt64(0), TimeSpan.Zero) : (DateTimeOffset?)null;
        return new DueList(revision, reading.Deliveries, reading.MoreDue, next) { End = reading.End };
    }

    public override void Dispose() => connection.Dispose();
}
