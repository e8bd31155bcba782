using Dixa.Webhooks.Admin.Domain.Events;
using Dixa.Webhooks.Admin.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Dixa.Webhooks.Admin.Storage;

public sealed class SqliteStoreTests : StoreTest
{
    [Theory]
    [InlineData("journal_mode", "wal")]
    [InlineData("synchronous", "2")]
    [InlineData("foreign_keys", "1")]
    [InlineData("busy_timeout", "10000")]
    [InlineData("journal_size_limit", "67108864")]
    public async Task Each_connection_is_safe_and_waits_for_a_lock(string pragma, string value)
    {
        await using var context = await Store.ContextAsync();
        await context.Database.OpenConnectionAsync(Cancel);
        await using var command = context.Database.GetDbConnection().CreateCommand();
#pragma warning disable CA2100 // The pragma is a row above.
        command.CommandText = $"PRAGMA {pragma}";
#pragma warning restore CA2100

        Assert.Equal(value, $"{await command.ExecuteScalarAsync(Cancel)}");
    }

    [Fact]
    public async Task A_migration_lock_of_a_killed_process_does_not_block()
    {
        await using (var context = await Store.ContextAsync())
        {
            await context.GetService<IMigrator>().MigrateAsync("Facts", Cancel);
            await context.Database.ExecuteSqlRawAsync(
                """
                CREATE TABLE IF NOT EXISTS "__EFMigrationsLock" ("Id" INTEGER NOT NULL PRIMARY KEY, "Timestamp" TEXT NOT NULL);
                INSERT INTO "__EFMigrationsLock" VALUES (1, '2026-03-01 12:00:00');
                """,
                Cancel);
        }

        await Store.Service<IServiceProvider>().OpenStoreAsync().WaitAsync(Eventually.Deadline, Cancel);
    }
}
