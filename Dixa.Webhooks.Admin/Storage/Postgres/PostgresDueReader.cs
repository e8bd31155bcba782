using Dixa.Webhooks.Admin.Storage.Reads;
using Npgsql;

namespace Dixa.Webhooks.Admin.Storage.Postgres;

/// <summary>Reads what is due from PostgreSQL, on one way there and back.</summary>
internal sealed class PostgresDueReader(NpgsqlDataSource connections) : DueReader
{
    private const string Webhook = "SELECT revision, enabled FROM subscriptions WHERE id = @subscription_id";

    private const string Due = """
        SELECT d.id, e.event_type, d.attempts, d.due_at, e.payload
        FROM deliveries d JOIN events e ON e.id = d.event_key
        WHERE d.subscription_id = @subscription_id AND d.state = 0 AND (d.due_at, d.id) > (@after, @after_id) AND d.due_at <= @now
        ORDER BY d.due_at, d.id
        LIMIT @most
        """;

    private const string NextDue = "SELECT min(due_at) FROM deliveries WHERE subscription_id = @subscription_id AND state = 0 AND due_at > @now";

    private readonly NpgsqlConnection _connection = PostgresConnection.Open(connections);

    public override DueList? Read(Guid subscriptionId, DateTimeOffset now, int most, IReadOnlySet<long> taken, DuePosition? after)
    {
        var reading = new DueReading(most, taken, after);
        using var batch = _connection.Batch(
            PostgresConnection.Statement(Webhook, ("@subscription_id", subscriptionId)),
            PostgresConnection.Statement(
                Due,
                ("@subscription_id", subscriptionId),
                ("@after", after?.DueAt ?? 0),
                ("@after_id", after?.Id ?? 0),
                ("@now", now.UtcTicks),
                ("@most", reading.Left)),
            PostgresConnection.Statement(NextDue, ("@subscription_id", subscriptionId), ("@now", now.UtcTicks)));
        using var rows = batch.ExecuteReader();
        if (!rows.Read())
        {
            return null;
        }

        var (revision, enabled) = (rows.GetInt32(0), rows.GetBoolean(1));
        if (!enabled)
        {
            return new DueList(revision, [], MoreDue: false, NextDueAt: null);
        }

        rows.NextResult();
        reading.Add(rows);
        rows.NextResult();
        var next = rows.Read() && !rows.IsDBNull(0) && !reading.MoreDue ? new DateTimeOffset(rows.GetInt64(0), TimeSpan.Zero) : (DateTimeOffset?)null;
        return new DueList(revision, reading.Deliveries, reading.MoreDue, next) { End = reading.End };
    }

    public override void Dispose() => _connection.Dispose();
}
