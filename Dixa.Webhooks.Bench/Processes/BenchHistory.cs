using Microsoft.Data.Sqlite;

namespace Dixa.Webhooks.Bench.Processes;

/// <summary>Turns due deliveries into a month of history, with attempts, event statuses and hourly statistics.</summary>
internal static class BenchHistory
{
    // Of a thousand deliveries, five failed and one is still pending. They are spread evenly over thirty days.
    private const string Ended = """
        UPDATE deliveries SET
            state = CASE WHEN id % 1000 = 0 THEN 0 WHEN id % 200 = 7 THEN 2 ELSE 1 END,
            attempts = CASE WHEN id % 1000 = 0 THEN 0 WHEN id % 200 = 7 THEN 5 ELSE 1 END,
            created_at = @now - (@count - id) * (30 * @day / @count),
            due_at = @now + @day,
            completed_at = CASE WHEN id % 1000 = 0 THEN NULL ELSE @now - (@count - id) * (30 * @day / @count) + 500000 END,
            last_attempt_at = CASE WHEN id % 1000 = 0 THEN NULL ELSE @now - (@count - id) * (30 * @day / @count) END,
            last_status_code = CASE WHEN id % 1000 = 0 THEN NULL WHEN id % 200 = 7 THEN 503 ELSE 200 END
        """;

    private const string Attempts = """
        INSERT INTO attempts (delivery_id, subscription_id, number, started_at, duration, status_code, failure, succeeded, request_headers, response_headers, response_body, response_truncated)
        SELECT d.id, d.subscription_id, n.number, d.created_at + (n.number - 1) * 600000000, 300000, d.last_status_code, NULL, d.state = 1, x'', x'', x'7b7d', 0
        FROM deliveries d JOIN (SELECT 1 AS number UNION SELECT 2 UNION SELECT 3 UNION SELECT 4 UNION SELECT 5) n ON n.number <= d.attempts
        """;

    private const string EventStatuses = """
        INSERT INTO event_statuses (subscription_id, event_type, attempted_at, status_code, failure)
        SELECT s.id, e.event_type, @now - abs(random() % @day), CASE WHEN random() % 10 = 0 THEN 503 ELSE 200 END, NULL
        FROM subscriptions s JOIN subscription_events e ON e.subscription_id = s.id
        """;

    private const string Hours = """
        WITH RECURSIVE ago(hours) AS (SELECT 0 UNION ALL SELECT hours + 1 FROM ago WHERE hours < 719)
        INSERT INTO hours (subscription_id, hour, delivered, failed_attempts, given_up, cancelled, response_times)
        SELECT s.id, @now - @now % (@day / 24) - ago.hours * (@day / 24), 1400, 35, 7, 0, x'000000000000000A143264643214'
        FROM subscriptions s JOIN ago
        """;

    public static void Make(BenchStore store, int count)
    {
        using var connection = new SqliteConnection(store.ConnectionString);
        connection.Open();
        foreach (var sql in new[] { Ended, Attempts, EventStatuses, Hours, "ANALYZE", "PRAGMA wal_checkpoint(TRUNCATE)" })
        {
            using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Every text is a constant of the benchmark.
            command.CommandText = sql;
#pragma warning restore CA2100
            command.CommandTimeout = 600;
            command.Parameters.AddWithValue("@now", TimeProvider.System.GetUtcNow().UtcTicks);
            command.Parameters.AddWithValue("@day", TimeSpan.TicksPerDay);
            command.Parameters.AddWithValue("@count", count);
            command.ExecuteNonQuery();
        }
    }
}
