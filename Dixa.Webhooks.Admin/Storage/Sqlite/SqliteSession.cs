using System.Data.Common;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Storage.Failures;
using Dixa.Webhooks.Admin.Storage.Sqlite.Handlers;
using Dixa.Webhooks.Admin.Storage.Writes;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Storage.Sqlite;

/// <summary>The writer's connection to a SQLite file.</summary>
internal sealed class SqliteSession : WriteSession
{
    // Changes if another connection has written, but not with this connection's own writes.
    private const string Version = "PRAGMA data_version";
    private const string Begin = "BEGIN IMMEDIATE";
    private const string Commit = "COMMIT";
    private const string Rollback = "ROLLBACK";
    private const string BeginOne = "SAVEPOINT one_write";
    private const string KeepOne = "RELEASE SAVEPOINT one_write";
    private const string UndoOne = "ROLLBACK TO SAVEPOINT one_write";

    // The foreign key deletes its attempts.
    private const string DeleteDelivery = "DELETE FROM deliveries WHERE id = @id";

    private const string InsertResend = $"""
        INSERT INTO deliveries (event_key, subscription_id, event_type, state, attempts, due_at, created_at, resend_of)
        SELECT d.event_key, d.subscription_id, d.event_type, {DeliveryStates.Pending}, 0, @now, @now, d.id
        FROM deliveries d JOIN events e ON e.id = d.event_key JOIN subscriptions s ON s.id = d.subscription_id
        WHERE d.id = @id AND d.subscription_id = @subscription_id AND d.state <> {DeliveryStates.Pending} AND NOT d.is_test AND e.removed_at IS NULL AND s.enabled
        AND NOT EXISTS (SELECT 1 FROM deliveries r WHERE r.resend_of = @id)
        """;

    private const string CancelDelivery = $"""
        UPDATE deliveries SET state = {DeliveryStates.Cancelled}, completed_at = @now, cancellation_id = @cancellation
        WHERE id = @id AND subscription_id = @subscription_id AND state = {DeliveryStates.Pending}
        """;

    private const string DeleteTest = "DELETE FROM events WHERE id = @id AND is_test AND NOT EXISTS (SELECT 1 FROM deliveries d WHERE d.event_key = events.id)";
    private const string DeleteSubject = "DELETE FROM event_subjects WHERE subject = @subject AND event_key = @event_key";
    private const string InsertSubject = "INSERT INTO event_subjects (subject, event_key) VALUES (@subject, @event_key) ON CONFLICT DO NOTHING";

    // Moves pages from the end of the file to free ones and cuts the file. Only in a database with incremental auto-vacuum.
    private const string ReturnPages = "PRAGMA incremental_vacuum(500)";
    private const string FreePages = "PRAGMA freelist_count";
    private const string PageSize = "PRAGMA page_size";

    private readonly WebhooksDbContext _context;
    private readonly SqliteWriteGate _gate;
    private readonly SqliteConnection _connection;
    private readonly SqliteStatements _statements;
    private long _version = -1;

    public SqliteSession(WebhooksDbContext context, SqliteWriteGate gate)
    {
        (_context, _gate) = (context, gate);
        _context.Database.OpenConnection();
        _connection = (SqliteConnection)_context.Database.GetDbConnection();
        _statements = new SqliteStatements(_connection);
        Execute(SqlitePragmas.WriterCache);
        Tally = new AttemptTally(this);
        Subscribers = new Subscribers(this);
    }

    /// <summary>The sums of the transaction's attempts, which are stored once for all of them.</summary>
    public AttemptTally Tally { get; }

    public Subscribers Subscribers { get; }

    public override void Store(List<QueuedWrite> writes) => InTransaction(() =>
    {
        foreach (var queued in writes)
        {
            SqliteHandlers.Of(queued.Write).Store(this, queued);
        }

        Tally.Store();
    });

    public override Dictionary<QueuedWrite, Exception> StoreIndividually(List<QueuedWrite> writes)
    {
        var refused = new Dictionary<QueuedWrite, Exception>();
        InTransaction(() =>
        {
            foreach (var queued in writes)
            {
                if (TryStore(queued) is { } error)
                {
                    refused.Add(queued, error);
                }
            }
        });
        return refused;
    }

    public override int Execute(string sql, params ReadOnlySpan<(string Name, SqlValue Value)> parameters) => _statements.Execute(sql, parameters);

    /// <summary>The key of the last inserted row.</summary>
    public long LastKey => _statements.LastKey;

    /// <inheritdoc cref="SqliteStatements.Query"/>
    public SqliteRows Query(string sql, params ReadOnlySpan<(string Name, SqlValue Value)> parameters) => _statements.Query(sql, parameters);

    public override List<long> Numbers(string sql, params ReadOnlySpan<(string Name, SqlValue Value)> parameters)
    {
        var numbers = new List<long>();
        using var rows = Query(sql, parameters);
        while (rows.Read())
        {
            numbers.Add(rows.Number(0));
        }

        return numbers;
    }

    public override void DeleteDeliveries(List<long> keys)
    {
        foreach (var key in keys)
        {
            Execute(DeleteDelivery, ("@id", key));
        }
    }

    public override List<long> InsertResends(Guid subscriptionId, IReadOnlyList<long> originals, DateTimeOffset now)
    {
        var inserted = new List<long>();
        foreach (var id in originals)
        {
            if (Execute(InsertResend, ("@now", now.UtcTicks), ("@id", id), ("@subscription_id", subscriptionId)) > 0)
            {
                inserted.Add(LastKey);
            }
        }

        return inserted;
    }

    public override int CancelDeliveries(Guid subscriptionId, IReadOnlyList<long> keys, long cancellation, DateTimeOffset now) =>
        keys.Sum(id => Execute(CancelDelivery, ("@now", now.UtcTicks), ("@cancellation", cancellation), ("@id", id), ("@subscription_id", subscriptionId)));

    public override void DeleteTests(List<long> keys)
    {
        foreach (var key in keys)
        {
            Execute(DeleteTest, ("@id", key));
        }
    }

    public override void DeleteSubjects(List<(long Subject, long EventKey)> entries) => ForEach(DeleteSubject, entries);

    public override void InsertSubjects(List<(long Subject, long EventKey)> entries) => ForEach(InsertSubject, entries);

    public override long ReturnSpace()
    {
        var before = Numbers(FreePages)[0];
        Execute(ReturnPages);
        return (before - Numbers(FreePages)[0]) * Numbers(PageSize)[0];
    }

    /// <summary>Not needed: during a transaction no other connection can write.</summary>
    public override void Lock(Guid subscriptionId)
    {
    }

    /// <summary>Not needed: during a transaction no other connection can write.</summary>
    public override void LockWebhooksOf(List<long> eventKeys)
    {
    }

    /// <summary>Not needed: during a transaction no other connection can write.</summary>
    public override void LockOldEvents()
    {
    }

    public override void AddCancelled(Guid subscriptionId, DateTimeOffset now, int count) => Tally.AddCancelled(subscriptionId, now, count);

    public override void Dispose()
    {
        _statements.Dispose();
        _context.Dispose();
    }

    private void ForEach(string sql, List<(long Subject, long EventKey)> entries)
    {
        foreach (var (subject, key) in entries)
        {
            Execute(sql, ("@subject", subject), ("@event_key", key));
        }
    }

    private Exception? TryStore(QueuedWrite queued)
    {
        Execute(BeginOne);
        try
        {
            SqliteHandlers.Of(queued.Write).Store(this, queued);
            Tally.Store();
            Execute(KeepOne);
            return null;
        }
        catch (Exception error) when (error is not DbException storeError || !StoreErrors.IsStoreError(storeError))
        {
            Tally.Forget();
            Execute(UndoOne);
            Execute(KeepOne);
            return error;
        }
    }

    /// <summary>Called at the start of a transaction. No other connection can write during it, so the caches stay valid until its end.</summary>
    private void DiscardStaleCaches()
    {
        using var rows = Query(Version);
        rows.Read();
        if (rows.Number(0) is var version && version != _version)
        {
            _version = version;
            Tally.Forget();
            Subscribers.Forget();
        }
    }

    private void InTransaction(Action run)
    {
        _gate.Enter(_connection, TimeSpan.FromSeconds(_connection.DefaultTimeout));
        var done = false;
        try
        {
            Execute(Begin);
            DiscardStaleCaches();
            run();
            Execute(Commit);
            done = true;
        }
        finally
        {
            try
            {
                // Some errors, such as a full disk, roll the transaction back automatically.
                if (!done && _statements.InTransaction)
                {
                    Execute(Rollback);
                }
            }
            finally
            {
                _gate.Leave(_connection);
            }
        }
    }
}
