using System.Data.Common;
using Dixa.Webhooks.Admin.Storage;
using Dixa.Webhooks.Bench.Processes;
using Npgsql;

namespace Dixa.Webhooks.Bench.History;

/// <summary>
/// Creates a month of history with attempts, event statuses and hourly statistics. Ten million deliveries take minutes: the database generates
/// the rows, and indexes are created after them. Payloads and responses are short, so that the files stay small.
/// </summary>
internal sealed class BenchHistory
{
    private const int Hours = 720;

    private readonly DbConnection _connection;
    private readonly HistoryDialect _dialect;
    private readonly HistoryShape _shape;
    private readonly long _now = TimeProvider.System.GetUtcNow().UtcTicks;

    private BenchHistory(DbConnection connection, HistoryDialect dialect, HistoryShape shape) => (_connection, _dialect, _shape) = (connection, dialect, shape);

    private static byte[] Payload { get; } =
        """{"event_id":"b3e1f6a4-2d0c-4c4b-9f0e-5b8f2c7d9a10","event_fqn":"CONVERSATION_CREATED","data":{"conversation":{"csid":1}}}"""u8.ToArray();

    private string Events => $"""
        INSERT INTO events (id, event_id, event_type, received_at, payload)
        SELECT event, {_dialect.NewId}, {_shape.EventType}, @now - (@events - event) * @step, @payload
        FROM (SELECT i AS event, (i - 1) * @per + 1 AS i FROM {_dialect.Numbers} AS numbers) AS numbered_events
        """;

    // A cancelled delivery failed once before. CROSS JOIN keeps the order of the numbers, so that each index is created from sorted rows.
    private string Deliveries => $"""
        INSERT INTO deliveries (id, event_key, subscription_id, event_type, state, attempts, due_at, created_at, completed_at, last_attempt_at, last_status_code, cancellation_id)
        SELECT i, event, id, event_type, state, attempts, created_at + (attempts - 1) * @minute, created_at,
            CASE WHEN state = 0 THEN NULL ELSE created_at + 500000 END,
            CASE WHEN state = 0 THEN NULL ELSE created_at END,
            CASE state WHEN 0 THEN NULL WHEN 1 THEN 200 ELSE 503 END,
            CASE WHEN state = 3 THEN webhook ELSE NULL END
        FROM (
            SELECT *, CASE state WHEN 0 THEN 0 WHEN 2 THEN 5 ELSE 1 END AS attempts, @now - (@events - event) * @step AS created_at
            FROM (
                SELECT i, webhook, (i - 1) / @per + 1 AS event, {_shape.State} AS state, {_shape.EventType} AS event_type
                FROM (SELECT i, {_shape.Webhook} AS webhook FROM {_dialect.Numbers} AS numbers) AS with_webhook
            ) AS with_state
        ) AS numbered_deliveries CROSS JOIN numbered
        WHERE number = webhook
        """;

    // A pending delivery has no attempt. Only deliveries with a cancellation need one, and its key is the webhook's number.
    private const string Attempts = """
        INSERT INTO attempts (delivery_id, subscription_id, number, started_at, duration, status_code, failure, succeeded, request_headers, response_headers, response_body, response_truncated)
        SELECT d.id, d.subscription_id, n.number, d.created_at + (n.number - 1) * @minute, 300000, d.last_status_code, NULL, d.state = 1, @empty, @empty, @body, FALSE
        FROM deliveries d CROSS JOIN (SELECT 1 AS number UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4 UNION ALL SELECT 5) AS n
        WHERE n.number <= d.attempts
        """;

    private const string Cancellations = """
        INSERT INTO cancellations (id, subscription_id, kind, actor_name)
        SELECT number, id, 1, 'Bench' FROM numbered WHERE id IN (SELECT id FROM subscriptions WHERE NOT enabled)
        """;

    private const string EventStatuses = """
        INSERT INTO event_statuses (subscription_id, event_type, attempted_at, status_code, failure)
        SELECT e.subscription_id, e.event_type, @now - n.number * @minute, CASE WHEN n.number % 10 = 9 THEN 503 ELSE 200 END, NULL
        FROM subscription_events e JOIN numbered n ON n.id = e.subscription_id
        """;

    // Disabled webhooks have none of the last four weeks.
    private string HourRows => $"""
        INSERT INTO hours (subscription_id, hour, delivered, failed_attempts, given_up, cancelled, response_times)
        SELECT s.id, @now - @now % @hour - ago.i * @hour, 1400, 35, 7, 0, @times
        FROM subscriptions s CROSS JOIN {_dialect.Numbers} AS ago
        WHERE s.enabled OR ago.i > 672
        """;

    /// <param name="store">A store with webhooks and without deliveries.</param>
    /// <param name="webhooks">The webhooks' ids.</param>
    /// <param name="shape">The deliveries.</param>
    /// <param name="cancel">Stops between two statements.</param>
    public static async Task CreateAsync(BenchStore store, IReadOnlyList<Guid> webhooks, HistoryShape shape, CancellationToken cancel)
    {
        await using (var connection = store.Connect())
        {
            await connection.OpenAsync(cancel);
            await new BenchHistory(connection, store.Provider is StorageProvider.Sqlite ? HistoryDialect.Sqlite : HistoryDialect.Postgres, shape).CreateAsync(webhooks, cancel);
        }

        store.Settle();
    }

    private async Task CreateAsync(IReadOnlyList<Guid> webhooks, CancellationToken cancel)
    {
        await NumberAsync(webhooks, cancel);
        var definitions = await DefinitionsAsync(cancel);
        foreach (var sql in _dialect.Prepare.Concat(definitions.Select(one => one.Drop)))
        {
            await RunAsync(sql, count: 0, cancel);
        }

        await RunAsync(Events, _shape.Events, cancel);
        await RunAsync(Deliveries, _shape.Deliveries, cancel);
        await RunAsync(Attempts, count: 0, cancel);
        await RunAsync(Cancellations, count: 0, cancel);
        await RunAsync(EventStatuses, count: 0, cancel);
        await RunAsync(HourRows, Hours, cancel);
        foreach (var sql in definitions.Reverse().Select(one => one.Create).Concat(_dialect.Finish))
        {
            await RunAsync(sql, count: 0, cancel);
        }
    }

    private async Task NumberAsync(IReadOnlyList<Guid> webhooks, CancellationToken cancel)
    {
        await RunAsync(_dialect.WebhookTable, count: 0, cancel);
        await using var transaction = await _connection.BeginTransactionAsync(cancel);
        for (var number = 0; number < webhooks.Count; number++)
        {
            await using var command = _connection.CreateCommand();
            (command.Transaction, command.CommandText) = (transaction, "INSERT INTO numbered (number, id) VALUES (@number, @id)");
            Add(command, "@number", number);
            Add(command, "@id", _connection is NpgsqlConnection ? webhooks[number] : webhooks[number].ToByteArray(bigEndian: true));
            await command.ExecuteNonQueryAsync(cancel);
        }

        await transaction.CommitAsync(cancel);
    }

    private async Task<IReadOnlyList<(string Drop, string Create)>> DefinitionsAsync(CancellationToken cancel)
    {
        await using var command = _connection.CreateCommand();
        command.CommandText = _dialect.Definitions;
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var definitions = new List<(string, string)>();
        while (await rows.ReadAsync(cancel))
        {
            definitions.Add((rows.GetString(0), rows.GetString(1)));
        }

        return definitions;
    }

    private async Task RunAsync(string sql, int count, CancellationToken cancel)
    {
        await using var command = _connection.CreateCommand();
#pragma warning disable CA2100 // The benchmark writes every text itself.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.CommandTimeout = 0;
        foreach (var (name, value) in Values(count).Where(one => sql.Contains(one.Name, StringComparison.Ordinal)))
        {
            Add(command, name, value);
        }

        await command.ExecuteNonQueryAsync(cancel);
    }

    private IEnumerable<(string Name, object Value)> Values(int count) =>
    [
        ("@now", _now),
        ("@count", count),
        ("@events", (long)_shape.Events),
        ("@per", _shape.PerEvent),
        ("@step", 30 * TimeSpan.TicksPerDay / _shape.Events),
        ("@minute", TimeSpan.TicksPerMinute),
        ("@hour", TimeSpan.TicksPerHour),
        ("@payload", Payload),
        ("@empty", Array.Empty<byte>()),
        ("@body", "{}"u8.ToArray()),
        ("@times", Convert.FromHexString("000000000000000A143264643214")),
    ];

    private static void Add(DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = (name, value);
        command.Parameters.Add(parameter);
    }
}
