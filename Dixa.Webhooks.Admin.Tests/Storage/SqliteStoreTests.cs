using Dixa.Webhooks.Admin.Domain.Events;
using Dixa.Webhooks.Admin.Support;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Storage;

public sealed class SqliteStoreTests : StoreTest
{
    [Theory]
    [InlineData("journal_mode", "wal")]
    [InlineData("synchronous", "2")]
    [InlineData("foreign_keys", "1")]
    [InlineData("busy_timeout", "10000")]
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
    public async Task The_migrations_match_the_model()
    {
        await using var context = await Store.ContextAsync();

        Assert.False(context.Database.HasPendingModelChanges());
    }

    [Fact]
    public async Task A_lock_that_a_killed_start_left_in_the_migrations_keeps_nobody_waiting()
    {
        await using (var context = await Store.ContextAsync())
        {
            await context.Database.ExecuteSqlRawAsync(
                """
                CREATE TABLE IF NOT EXISTS "__EFMigrationsLock" ("Id" INTEGER NOT NULL PRIMARY KEY, "Timestamp" TEXT NOT NULL);
                INSERT INTO "__EFMigrationsLock" VALUES (1, '2026-03-01 12:00:00');
                """,
                Cancel);
        }

        await Store.Service<IServiceProvider>().OpenStoreAsync().WaitAsync(Eventually.Deadline, Cancel);
    }

    [Fact]
    public async Task An_event_is_stored_once()
    {
        var id = Guid.NewGuid();
        await Store.StoreAsync(Event());

        await Assert.ThrowsAsync<DbUpdateException>(() => Store.StoreAsync(Event()));

        StoredEvent Event() => new() { EventId = id, EventType = "CONVERSATION_CREATED", ReceivedAt = Store.Time.GetUtcNow(), Payload = [] };
    }

    [Fact]
    public async Task Times_lose_nothing_and_sort()
    {
        var webhook = await Store.CreateWebhookAsync();
        var start = new DateTimeOffset(2026, 3, 1, 23, 59, 59, TimeSpan.FromHours(14)).AddTicks(1);
        var later = await Store.DeliveryAsync(webhook, dueAt: start.AddTicks(1));
        var earlier = await Store.DeliveryAsync(webhook, dueAt: start);

        await using var context = await Store.ContextAsync();
        var rows = await context.Deliveries.OrderBy(row => row.DueAt).Select(row => new { row.Id, row.DueAt }).ToListAsync(Cancel);

        Assert.Equal([earlier, later], rows.Select(row => row.Id));
        Assert.Equal(start.UtcTicks, rows[0].DueAt.UtcTicks);
        Assert.Equal(TimeSpan.Zero, rows[0].DueAt.Offset);
    }
}
