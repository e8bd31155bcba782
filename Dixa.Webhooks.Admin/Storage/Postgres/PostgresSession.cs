using System.Data.Common;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Storage.Failures;
using Dixa.Webhooks.Admin.Storage.Postgres.Handlers;
using Dixa.Webhooks.Admin.Storage.Writes;
using Npgsql;

namespace Dixa.Webhooks.Admin.Storage.Postgres;

/// <summary>
/// The writer's connection to PostgreSQL. Writes of the same kind are stored with one statement, since each statement is a round trip. Other
/// processes write too, so cached data is only used with a check that it still matches.
/// </summary>
internal sealed class PostgresSession(NpgsqlConnection connection) : WriteSession
{
    /// <summary>Two processes may lock the same rows in a different order. PostgreSQL then aborts one transaction, which is tried again.</summary>
    private const int MaxDeadlockRetries = 5;

    private const string OnePoint = "one_write";
    private const string Deliveries = "DELETE FROM deliveries WHERE id = ANY(@ids)";
    private const string Attempts = "DELETE FROM attempts WHERE delivery_id = ANY(@ids)";
    private const string LockWebhook = "SELECT 1 FROM subscriptions WHERE id = @id FOR NO KEY UPDATE";

    private const string Resends = $"""
        INSERT INTO deliveries (event_key, subscription_id, event_type, state, attempts, due_at, created_at, resend_of)
        SELECT d.event_key, d.subscription_id, d.event_type, {DeliveryStates.Pending}, 0, @now, @now, d.id
        FROM deliveries d JOIN events e ON e.id = d.event_key JOIN subscriptions s ON s.id = d.subscription_id
        WHERE d.id = ANY(@ids) AND d.subscription_id = @webhook AND d.state <> {DeliveryStates.Pending} AND NOT d.is_test AND e.removed_at IS NULL AND s.enabled
        AND NOT EXISTS (SELECT 1 FROM deliveries r WHERE r.resend_of = d.id)
        ORDER BY d.id
        RETURNING id
        """;

    private const string Cancellations = $"""
        UPDATE deliveries SET state = {DeliveryStates.Cancelled}, completed_at = @now, cancellation_id = @cancellation
        WHERE id = ANY(@ids) AND subscription_id = @webhook AND state = {DeliveryStates.Pending}
        """;

    private const string Tests = "DELETE FROM events WHERE id = ANY(@ids) AND is_test AND NOT EXISTS (SELECT 1 FROM deliveries d WHERE d.event_key = events.id)";

    private const string LockWebhooks = """
        SELECT 1 FROM subscriptions WHERE id IN (SELECT subscription_id FROM deliveries WHERE event_key = ANY(@keys)) ORDER BY id FOR NO KEY UPDATE
        """;

    private const string LockOld = "SELECT pg_advisory_xact_lock(@key)";

    private const string DeleteEntries = """
        DELETE FROM event_subjects USING unnest(@subjects, @keys) AS o (subject, event_key)
        WHERE event_subjects.subject = o.subject AND event_subjects.event_key = o.event_key
        """;

    private const string InsertEntries = """
        INSERT INTO event_subjects (subject, event_key) SELECT * FROM unnest(@subjects, @keys) ON CONFLICT DO NOTHING
        """;

    /// <summary>The cache is cleared above this size. Each webhook needs one hour, or two around a full hour.</summary>
    private const int MaxHours = 20_000;

    public HourCache Hours { get; } = new();

    public override void Store(List<QueuedWrite> writes)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                InTransaction(_ => PostgresHandlers.Store(this, writes));
                return;
            }
            catch (PostgresException error) when (attempt < MaxDeadlockRetries && error.SqlState is PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure)
            {
            }
        }
    }

    public override Dictionary<QueuedWrite, Exception> StoreIndividually(List<QueuedWrite> writes)
    {
        var refused = new Dictionary<QueuedWrite, Exception>();
        InTransaction(transaction =>
        {
            foreach (var queued in writes)
            {
                if (TryStore(transaction, queued) is { } error)
                {
                    refused.Add(queued, error);
                }
            }
        });
        return refused;
    }

    public override int Execute(string sql, params ReadOnlySpan<(string Name, SqlValue Value)> parameters) => Execute(Statement(sql, parameters));

    /// <summary>Runs a statement and returns the number of changed rows.</summary>
    public int Execute(NpgsqlBatchCommand statement)
    {
        using var batch = connection.Batch(statement);
        return batch.ExecuteNonQuery();
    }

    public override List<long> Numbers(string sql, params ReadOnlySpan<(string Name, SqlValue Value)> parameters)
    {
        var numbers = new List<long>();
        using var rows = Query(Statement(sql, parameters));
        while (rows.Read())
        {
            numbers.Add(rows.GetInt64(0));
        }

        return numbers;
    }

    public override void DeleteDeliveries(List<long> keys)
    {
        // Deliveries first: another process records no attempt without its delivery, so no attempt can remain.
        var ids = keys.ToArray();
        Execute(PostgresConnection.Statement(Deliveries, ("@ids", ids)));
        Execute(PostgresConnection.Statement(Attempts, ("@ids", ids)));
    }

    public override List<long> InsertResends(Guid subscriptionId, IReadOnlyList<long> originals, DateTimeOffset now)
    {
        var inserted = new List<long>();
        using var rows = Query(PostgresConnection.Statement(Resends, ("@now", now.UtcTicks), ("@ids", originals.ToArray()), ("@webhook", subscriptionId)));
        while (rows.Read())
        {
            inserted.Add(rows.GetInt64(0));
        }

        return inserted;
    }

    public override int CancelDeliveries(Guid subscriptionId, IReadOnlyList<long> keys, long cancellation, DateTimeOffset now) => Execute(PostgresConnection.Statement(
        Cancellations, ("@now", now.UtcTicks), ("@cancellation", cancellation), ("@ids", keys.ToArray()), ("@webhook", subscriptionId)));

    public override void DeleteTests(List<long> keys) => Execute(PostgresConnection.Statement(Tests, ("@ids", keys.ToArray())));

    public override void DeleteSubjects(List<(long Subject, long EventKey)> entries) => Execute(Entries(DeleteEntries, entries));

    public override void InsertSubjects(List<(long Subject, long EventKey)> entries) => Execute(Entries(InsertEntries, entries));

    /// <summary>Autovacuum makes the space of deleted rows available again.</summary>
    public override long ReturnSpace() => 0;

    public override void LockWebhooksOf(List<long> eventKeys) => Execute(PostgresConnection.Statement(LockWebhooks, ("@keys", eventKeys.ToArray())));

    public override void LockOldEvents() => Execute(LockOld, ("@key", PostgresLocks.OldEvents));

    public override void Lock(Guid subscriptionId) => Execute(LockWebhook, ("@id", subscriptionId));

    public override void AddCancelled(Guid subscriptionId, DateTimeOffset now, int count)
    {
        var sums = new AttemptSums();
        sums.AddCancelled(subscriptionId, now, count);
        sums.Store(this);
    }

    /// <summary>Runs statements in one round trip. The reader has one result per statement.</summary>
    public NpgsqlDataReader Query(params NpgsqlBatchCommand[] statements)
    {
        using var batch = connection.Batch(statements);
        return batch.ExecuteReader();
    }

    public override void Dispose() => connection.Dispose();

    private static NpgsqlBatchCommand Statement(string sql, ReadOnlySpan<(string Name, SqlValue Value)> parameters)
    {
        var statement = new NpgsqlBatchCommand(sql);
        foreach (var (name, value) in parameters)
        {
            statement.Parameters.Add(new NpgsqlParameter(name, value.ToObject()));
        }

        return statement;
    }

    private static NpgsqlBatchCommand Entries(string sql, List<(long Subject, long EventKey)> entries) => PostgresConnection.Statement(
        sql, ("@subjects", entries.Select(entry => entry.Subject).ToArray()), ("@keys", entries.Select(entry => entry.EventKey).ToArray()));

    private Exception? TryStore(NpgsqlTransaction transaction, QueuedWrite queued)
    {
        transaction.Save(OnePoint);
        try
        {
            PostgresHandlers.Of(queued.Write).Store(this, queued);
            transaction.Release(OnePoint);
            return null;
        }
        catch (Exception error) when (error is not DbException storeError || !StoreErrors.IsStoreError(storeError))
        {
            transaction.Rollback(OnePoint);
            Hours.Clear();
            return error;
        }
    }

    private void InTransaction(Action<NpgsqlTransaction> run)
    {
        var done = false;
        try
        {
            using var transaction = connection.BeginTransaction();
            run(transaction);
            transaction.Commit();
            done = true;
        }
        finally
        {
            if (!done || Hours.Count > MaxHours)
            {
                Hours.Clear();
            }
        }
    }
}
