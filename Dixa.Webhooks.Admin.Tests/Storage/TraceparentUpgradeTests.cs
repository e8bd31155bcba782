using Dixa.Webhooks.Admin.Domain.Events;
using Dixa.Webhooks.Admin.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Dixa.Webhooks.Admin.Storage;

/// <summary>This version opens a store of a version that kept no trace context with its events.</summary>
public class TraceparentUpgradeTests : StoreTest
{
    private const string Before = "Audit";
    private const string Traceparent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    [Fact]
    public async Task Its_events_stay_as_they_are_and_later_ones_can_have_one()
    {
        await using (var context = await Store.ContextAsync())
        {
            await context.GetService<IMigrator>().MigrateAsync(Before, Cancel);
        }

        var (id, payload) = (Store.Provider is StorageProvider.Sqlite ? $"x'{1:x32}'" : $"'{new Guid(1, 0, 0, new byte[8])}'", "{\"data\":{}}"u8.ToArray());
        await Store.ExecuteAsync($"INSERT INTO events (event_id, event_type, received_at, payload) VALUES ({id}, 'CONVERSATION_CREATED', 7, {Store.Literal(payload)})");

        await using (var context = await Store.ContextAsync())
        {
            await context.Database.MigrateAsync(Cancel);
        }

        await Store.StoreAsync(new StoredEvent { EventId = Guid.NewGuid(), EventType = "CONVERSATION_CREATED", ReceivedAt = Store.Time.GetUtcNow(), Payload = payload, Traceparent = Traceparent });

        await using var later = await Store.ContextAsync();
        var events = await later.Events.AsNoTracking().OrderBy(stored => stored.Id).ToListAsync(Cancel);
        Assert.Equal([null, Traceparent], events.Select(stored => stored.Traceparent));
        Assert.Equal(7, events[0].ReceivedAt.UtcTicks);
        Assert.Equal(payload, events[0].Payload);
    }

    /// <summary>A new nullable column rewrites no row, which would take minutes for a long history.</summary>
    [Fact]
    public async Task The_migration_only_adds_a_column()
    {
        await using var context = await Store.ContextAsync();
        var name = context.Database.GetMigrations().Single(migration => migration.EndsWith("_Traceparent", StringComparison.Ordinal));

        var script = context.GetService<IMigrator>().GenerateScript(context.Database.GetMigrations().TakeWhile(migration => migration != name).Last(), name);

        Assert.Matches("ALTER TABLE \"?events\"? ADD", script);
        Assert.DoesNotContain("CREATE TABLE", script, StringComparison.Ordinal);
        Assert.DoesNotContain("UPDATE ", script, StringComparison.Ordinal);
    }
}

[OnPostgres]
public sealed class TraceparentUpgradeTestsOnPostgres : TraceparentUpgradeTests;
