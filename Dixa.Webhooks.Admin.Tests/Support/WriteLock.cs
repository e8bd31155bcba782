using System.Data.Common;
using Dixa.Webhooks.Admin.Storage;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Dixa.Webhooks.Admin.Support;

/// <summary>Simulates another program that has the database's write lock until it is disposed.</summary>
internal sealed class WriteLock : IAsyncDisposable
{
    private const string AllTables = "BEGIN; LOCK TABLE subscriptions, lanes, hours, event_statuses, events, deliveries, attempts IN EXCLUSIVE MODE";

    private readonly DbConnection _connection;

    private WriteLock(DbConnection connection) => _connection = connection;

    public static Task<WriteLock> TakeAsync(string database) => TakeAsync(new SqliteConnection($"Data Source={database};Pooling=False"), "BEGIN IMMEDIATE");

    public static Task<WriteLock> TakeAsync(TestStore store) => store.Provider is StorageProvider.Sqlite
        ? TakeAsync(store.Files.Database)
        : TakeAsync(new NpgsqlConnection($"{store.Database};Pooling=False"), AllTables);

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

    private static async Task<WriteLock> TakeAsync(DbConnection connection, string sql)
    {
        var taken = new WriteLock(connection);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await taken.ExecuteAsync(sql);
        return taken;
    }
}
