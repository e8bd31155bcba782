using System.Data;
using System.Data.Common;

namespace Dixa.Webhooks.Bench.Processes;

/// <summary>A transaction with a snapshot of the database, as <c>pg_dump</c> has. While it is open, the server keeps every old version of a row.</summary>
internal sealed class OpenSnapshot : IAsyncDisposable
{
    private readonly DbConnection _connection;

    private OpenSnapshot(DbConnection connection) => _connection = connection;

    public static async Task<OpenSnapshot> TakeAsync(BenchStore store, CancellationToken cancel)
    {
        var snapshot = new OpenSnapshot(store.Connect());
        await snapshot._connection.OpenAsync(cancel);
        var transaction = await snapshot._connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancel);
        await using var command = snapshot._connection.CreateCommand();

        // The server takes the snapshot for the first statement.
        (command.Transaction, command.CommandText) = (transaction, "SELECT id FROM deliveries LIMIT 1");
        await command.ExecuteScalarAsync(cancel);
        return snapshot;
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();
}
