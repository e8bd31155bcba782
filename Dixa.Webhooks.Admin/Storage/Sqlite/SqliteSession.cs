using System.Data.Common;
using Dixa.Webhooks.Admin.Storage.Failures;
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

    public override void Store(List<StoreWrite> writes) => InTransaction(() =>
    {
        foreach (var write in writes)
        {
            write.Run(this);
        }

        Tally.Store();
    });

    public override Dictionary<StoreWrite, Exception> StoreIndividually(List<StoreWrite> writes)
    {
        var refused = new Dictionary<StoreWrite, Exception>();
        InTransaction(() =>
        {
            foreach (var write in writes)
            {
                if (TryRun(write) is { } error)
                {
                    refused.Add(write, error);
                }
            }
        });
        return refused;
    }

    /// <inheritdoc cref="SqliteStatements.Execute"/>
    public int Execute(string sql, params ReadOnlySpan<(string Name, SqlValue Value)> parameters) => _statements.Execute(sql, parameters);

    /// <summary>The key of the last inserted row.</summary>
    public long LastKey => _statements.LastKey;

    /// <inheritdoc cref="SqliteStatements.Query"/>
    public SqliteRows Query(string sql, params ReadOnlySpan<(string Name, SqlValue Value)> parameters) => _statements.Query(sql, parameters);

    public override void Dispose()
    {
        _statements.Dispose();
        _context.Dispose();
    }

    private Exception? TryRun(StoreWrite write)
    {
        Execute(BeginOne);
        try
        {
            write.Run(this);
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
