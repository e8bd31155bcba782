using System.Data.Common;
using Dixa.Webhooks.Admin.Storage.Failures;
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

    /// <summary>The cache is cleared above this size. Each webhook needs one hour, or two around a full hour.</summary>
    private const int MaxHours = 20_000;

    /// <summary>A cache of the hours as this session last wrote them.</summary>
    public Dictionary<(Guid Webhook, long Hour), HourTally> Hours { get; } = [];

    public override void Store(List<StoreWrite> writes)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                InTransaction(_ => Run(writes));
                return;
            }
            catch (PostgresException error) when (attempt < MaxDeadlockRetries && error.SqlState is PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure)
            {
            }
        }
    }

    public override Dictionary<StoreWrite, Exception> StoreIndividually(List<StoreWrite> writes)
    {
        var refused = new Dictionary<StoreWrite, Exception>();
        InTransaction(transaction =>
        {
            foreach (var write in writes)
            {
                if (TryRun(transaction, write) is { } error)
                {
                    refused.Add(write, error);
                }
            }
        });
        return refused;
    }

    /// <summary>Runs a statement and returns the number of changed rows.</summary>
    public int Execute(string sql, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        using var batch = connection.Batch(PostgresConnection.Statement(sql, parameters));
        return batch.ExecuteNonQuery();
    }

    /// <summary>The values of the first column of a query.</summary>
    public List<long> Numbers(string sql, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        var numbers = new List<long>();
        using var rows = Query(PostgresConnection.Statement(sql, parameters));
        while (rows.Read())
        {
            numbers.Add(rows.GetInt64(0));
        }

        return numbers;
    }

    /// <summary>Runs statements in one round trip. The reader has one result per statement.</summary>
    public NpgsqlDataReader Query(params NpgsqlBatchCommand[] statements)
    {
        using var batch = connection.Batch(statements);
        return batch.ExecuteReader();
    }

    public override void Dispose() => connection.Dispose();

    /// <summary>
    /// To avoid deadlocks, all writers lock webhooks before lanes. So leases, which lock lanes, come last.
    /// </summary>
    private void Run(List<StoreWrite> writes)
    {
        var events = new List<StoreEvents>();
        var attempts = new List<RecordAttempt>();
        var others = new List<StoreWrite>();
        foreach (var write in writes)
        {
            switch (write)
            {
                case StoreEvents one: events.Add(one); break;
                case RecordAttempt one: attempts.Add(one); break;
                default: others.Add(write); break;
            }
        }

        PostgresEvents.Store(this, events);
        PostgresAttempts.Record(this, attempts);
        others.ForEach(write => write.Run(this));
    }

    private Exception? TryRun(NpgsqlTransaction transaction, StoreWrite write)
    {
        transaction.Save(OnePoint);
        try
        {
            write.Run(this);
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
