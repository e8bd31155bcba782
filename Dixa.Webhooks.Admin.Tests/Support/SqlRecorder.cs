using System.Collections.Concurrent;
using System.Data;
using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace Dixa.Webhooks.Admin.Support;

/// <summary>Records each statement that EF Core sends, gets the query plan of the last one, and counts the transactions that EF Core begins.</summary>
internal sealed class SqlRecorder : DbCommandInterceptor, IDbTransactionInterceptor
{
    private readonly ConcurrentQueue<(string Sql, (string Name, object? Value)[] Parameters)> _sent = new();
    private int _transactions;

    /// <summary>The number of started transactions, including one that is waiting for a lock.</summary>
    public int Transactions => Volatile.Read(ref _transactions);

    /// <summary>The statements so far.</summary>
    public IReadOnlyList<string> Statements => [.. _sent.Select(sent => sent.Sql)];

    public ValueTask<InterceptionResult<DbTransaction>> TransactionStartingAsync(
        DbConnection connection, TransactionStartingEventData eventData, InterceptionResult<DbTransaction> result, CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _transactions);
        return ValueTask.FromResult(result);
    }

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        Keep(command);
        return ValueTask.FromResult(result);
    }

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        Keep(command);
        return ValueTask.FromResult(result);
    }

    /// <summary>The plan of the last statement that contains a table's name, one step per line.</summary>
    public Task<string> PlanOfLastAsync(DbConnection connection, string table) =>
        PlanOfLastAsync(connection, sql => sql.Contains($"\"{table}\"", StringComparison.Ordinal));

    /// <summary>The plan of the last such statement, one step per line.</summary>
    public async Task<string> PlanOfLastAsync(DbConnection connection, Predicate<string> which)
    {
        var (sql, parameters) = _sent.Last(sent => which(sent.Sql));
        return await PlanAsync(connection, sql, parameters);
    }

    public static async Task<string> PlanAsync(DbConnection connection, string sql, params (string Name, object? Value)[] parameters)
    {
        if (connection.State is not ConnectionState.Open)
        {
            await connection.OpenAsync(TestContext.Current.CancellationToken);
        }

        var onPostgres = connection is NpgsqlConnection;
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The statement is the application's own.
        command.CommandText = (onPostgres ? "EXPLAIN (COSTS OFF) " : "EXPLAIN QUERY PLAN ") + sql;
#pragma warning restore CA2100
        foreach (var (name, value) in parameters)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }

        var steps = new List<string>();
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            steps.Add(reader.GetString(onPostgres ? 0 : 3));
        }

        return string.Join('\n', steps);
    }

    private void Keep(DbCommand command) => _sent.Enqueue((
        command.CommandText,
        [.. command.Parameters.Cast<DbParameter>().Select(parameter => (parameter.ParameterName, parameter.Value))]));
}
