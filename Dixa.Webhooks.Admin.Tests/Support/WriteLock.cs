using Microsoft.Data.Sqlite;

namespace Dixa.Webhooks.Admin.Support;

/// <summary>Another program that is writing to the database, and keeps every other writer out until it is disposed.</summary>
internal sealed class WriteLock : IAsyncDisposable
{
    private readonly SqliteConnection _connection;

    private WriteLock(SqliteConnection connection) => _connection = connection;

    public static async Task<WriteLock> TakeAsync(string database)
    {
        var taken = new WriteLock(new SqliteConnection($"Data Source={database};Pooling=False"));
        await taken._connection.OpenAsync(TestContext.Current.CancellationToken);
        await taken.ExecuteAsync("BEGIN IMMEDIATE");
        return taken;
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var command = _connection.CreateCommand();
#pragma warning disable CA2100 // The statement is the test's own.
        command.CommandText = sql;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await ExecuteAsync("COMMIT");
        await _connection.DisposeAsync();
    }
}
