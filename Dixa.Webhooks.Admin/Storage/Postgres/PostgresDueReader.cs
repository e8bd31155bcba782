using Dixa.Webhooks.Admin.Storage.Reads;
using Npgsql;

namespace Dixa.Webhooks.Admin.Storage.Postgres;

/// <summary>
/// Reads what is due from PostgreSQL, on one way there and back. Without a thread that waits: a hundred lanes read at a time, and the
/// pool's threads would all stand still until it made more.
/// </summary>
internal sealed class PostgresDueReader(NpgsqlConnection connection) : DueReader
{
    private const string Webhook = "SELECT revision, enabled FROM subscriptions WHERE id = @subscription_id";

    private const string Due = """
        SELECT d.id, e.event_type, d.attempts, d.due_at, e.payload
        FROM deliveries d JOIN events e ON e.id = d.event_key
        WHERE d.subscription_id = @subscription_id AND d.state = 0 AND (d.due_at, d.id) > (@after, @after_id) AND d.due_at <= @now
        ORDER BY d.due_at, d.id
        LIMIT @most
        """;

    // Not the minimum: that would be looked for along any index, and this one order is the due list's alone.
    private const string NextDue = "SELECT due_at FROM deliveries WHERE subscription_id = @subscription_id AND state = 0 AND due_at > @now ORDER BY due_at LIMIT 1";

    public override async ValueTask<DueList?> ReadAsync(Guid subscriptionId, DateTimeOffset now, int most, long bytes, IReadOnlySet<long> taken, DuePosition? after)
    {
        var reading = new DueReading(most, bytes, taken, after);
        await using var batch = await connection.BatchAsync(
            PostgresConnection.Statement(Webhook, ("@subscription_id", subscriptionId)),
            PostgresConnection.Statement(
                Due,
                ("@subscription_id", subscriptionId),
                ("@after", after?.DueAt ?? 0),
                ("@after_id", after?.Id ?? 0),
                ("@now", now.UtcTicks),
                ("@most", reading.Left)),
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
