using System.Data.Common;
using Dixa.Webhooks.Admin.Storage.Writes;
using Npgsql;

namespace Dixa.Webhooks.Admin.Storage.Postgres;

/// <summary>
/// The writer's connection to PostgreSQL. Writes of a kind are stored by one statement for all of them, since each statement is a
/// way to the server and back. Other processes write too, so what is remembered from one transaction to the next is only taken for granted as far as it turns out to be so.
/// </summary>
internal sealed class PostgresSession(NpgsqlConnection connection) : WriteSession
{
    /// <summary>Two processes may meet in the opposite order on rows that both want; one of them then begins anew.</summary>
    private const int MaxDeadlockRetries = 5;

    private const string OnePoint = "one_write";

    /// <summary>Nobody needs more at a time: each webhook has one hour, and two at a full one.</summary>
    private const int MaxHours = 20_000;

    /// <summary>The hours of webhooks as they were when this session wrote them last.</summary>
    public Dictionary<(Guid Webhook, long Hour), HourTally> Hours { get; } = [];

    public override void Store(List<StoreWrite> writes)
    {
        for (var meeting = 1; ; meeting++)
        {
            try
            {
                InTransaction(_ => Run(writes));
                return;
            }
            catch (PostgresException error) when (meeting < MaxDeadlockRetries && error.SqlState is PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure)
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

    /// <summary>Runs a statement and returns the number of rows it changed.</summary>
    public int Execute(string sql, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        using var batch = connection.Batch(PostgresConnection.Statement(sql, parameters));
        return batch.ExecuteNonQuery();
    }

    /// <summary>The numbers in the first column of a query's rows.</summary>
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

    /// <summary>Runs statements together and returns the rows of each.</summary>
    public NpgsqlDataReader Query(params NpgsqlBatchCommand[] statements)
    {
        using var batch = connection.Batch(statements);
        return batch.ExecuteReader();
    }

    public override void Dispose() => connection.Dispose();

    /// <summary>Leases come last: what follows a lane's lock would want a webhook's, which others take first.</summary>
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
        catch (Exception error) when (error is not DbException fault || !StoreFaults.IsOfTheStore(fault))
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
