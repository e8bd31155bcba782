using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Storage.Writes;

/// <summary>The writer's connection with its prepared commands. Used by one thread.</summary>
internal sealed class WriteSession : IDisposable
{
    private readonly WebhooksDbContext _context;
    private readonly DbConnection _connection;
    private readonly Dictionary<string, DbCommand> _commands = [];
    private DbTransaction? _transaction;

    public WriteSession(WebhooksDbContext context)
    {
        _context = context;
        _context.Database.OpenConnection();
        _connection = _context.Database.GetDbConnection();
    }

    /// <summary>Runs the writes in one transaction. When it throws, nothing of them is stored and the session is of no more use.</summary>
    public void Commit(List<StoreWrite> writes)
    {
        using var transaction = _connection.BeginTransaction(IsolationLevel.Serializable);
        _transaction = transaction;
        foreach (var write in writes)
        {
            write.Run(this);
        }

        transaction.Commit();
    }

    /// <summary>Runs a statement and returns the number of rows it changed.</summary>
    public int Execute(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters) => Prepare(sql, parameters).ExecuteNonQuery();

    /// <summary>Runs a query. The reader must be disposed before the next statement of the same text.</summary>
    public DbDataReader Query(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters) => Prepare(sql, parameters).ExecuteReader();

    public void Dispose()
    {
        foreach (var command in _commands.Values)
        {
            command.Dispose();
        }

        _context.Dispose();
    }

    [SuppressMessage("Security", "CA2100:Review SQL queries for security vulnerabilities", Justification = "Every text is a constant of this folder; values are parameters.")]
    private DbCommand Prepare(string sql, ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        if (!_commands.TryGetValue(sql, out var command))
        {
            command = _connection.CreateCommand();
            command.CommandText = sql;
            foreach (var (name, _) in parameters)
            {
                var parameter = command.CreateParameter();
                parameter.ParameterName = name;
                command.Parameters.Add(parameter);
            }

            _commands.Add(sql, command);
        }

        command.Transaction = _transaction;
        for (var i = 0; i < parameters.Length; i++)
        {
            command.Parameters[i].Value = parameters[i].Value ?? DBNull.Value;
        }

        return command;
    }
}
