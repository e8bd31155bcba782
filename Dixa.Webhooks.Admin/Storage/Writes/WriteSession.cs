using System.Data;
using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Storage.Writes;

/// <summary>The writer's connection. Used by one thread; after an exception of a commit it is of no more use.</summary>
internal sealed class WriteSession : IDisposable
{
    private const string Begin = "SAVEPOINT one_write";
    private const string Keep = "RELEASE SAVEPOINT one_write";
    private const string Undo = "ROLLBACK TO SAVEPOINT one_write";

    private readonly WebhooksDbContext _context;
    private readonly DbConnection _connection;
    private readonly PreparedCommands _commands;

    public WriteSession(WebhooksDbContext context)
    {
        _context = context;
        _context.Database.OpenConnection();
        _connection = _context.Database.GetDbConnection();
        _commands = new PreparedCommands(_connection);
        Tally = new AttemptTally(this);
    }

    /// <summary>What the transaction's attempts add up to, which is stored once for all of them.</summary>
    public AttemptTally Tally { get; }

    /// <summary>Runs the writes in one transaction. When it throws, nothing of them is stored.</summary>
    public void Commit(List<StoreWrite> writes)
    {
        using var transaction = BeginTransaction();
        foreach (var write in writes)
        {
            write.Run(this);
        }

        Tally.Store();
        transaction.Commit();
    }

    /// <summary>Runs the writes in one transaction, each so that it can be undone alone, and returns those that cannot be stored.</summary>
    public Dictionary<StoreWrite, DbException> CommitApart(List<StoreWrite> writes)
    {
        var refused = new Dictionary<StoreWrite, DbException>();
        using var transaction = BeginTransaction();
        foreach (var write in writes)
        {
            Execute(Begin);
            try
            {
                write.Run(this);
                Tally.Store();
                Execute(Keep);
            }
            catch (DbException error) when (!StoreFaults.IsOfTheStore(error))
            {
                Tally.Clear();
                Execute(Undo);
                Execute(Keep);
                refused.Add(write, error);
            }
        }

        transaction.Commit();
        return refused;
    }

    /// <inheritdoc cref="PreparedCommands.Execute"/>
    public int Execute(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters) => _commands.Execute(sql, parameters);

    /// <inheritdoc cref="PreparedCommands.Query"/>
    public DbDataReader Query(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters) => _commands.Query(sql, parameters);

    public void Dispose()
    {
        _commands.Dispose();
        _context.Dispose();
    }

    private DbTransaction BeginTransaction()
    {
        Tally.Clear();
        return _commands.Transaction = _connection.BeginTransaction(IsolationLevel.Serializable);
    }
}
