using Dixa.Webhooks.Admin.Domain.Events;
using Dixa.Webhooks.Admin.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Dixa.Webhooks.Admin.Storage;

/// <summary>This version opens a store of a version that could not replay.</summary>
public class ReplaysUpgradeTests : StoreTest
{
    private const string Before = "BulkActions";

    [Fact]
    public async Task Its_test_events_are_marked_and_nothing_else_changes()
    {
        var webhook = await Store.CreateWebhookAsync();
        await using (var context = await Store.ContextAsync())
        {
            await context.GetService<IMigrator>().MigrateAsync(Before, Cancel);
        }

        var subscription = Store.Provider is StorageProvider.Sqlite ? Store.Literal(webhook.ToByteArray(bigEndian: true)) : $"'{webhook}'";
        foreach (var number in new[] { 1, 2, 3 })
        {
            await Store.ExecuteAsync($"INSERT INTO events (event_id, event_type, received_at, payload) VALUES ({Id(number)}, 'CONVERSATION_CREATED', {number}, {Store.Literal("{}"u8)})");
        }

        await Store.ExecuteAsync(
            $"""
            INSERT INTO deliveries (event_key, subscription_id, event_type, state, attempts, due_at, created_at, is_test)
            SELECT id, {subscription}, event_type, 1, 1, received_at, received_at, received_at = 2 FROM events WHERE received_at < 3
            """);

        await using (var context = await Store.ContextAsync())
        {
            await context.Database.MigrateAsync(Cancel);
        }

        await using var later = await Store.ContextAsync();
        var events = await later.Events.AsNoTracking().OrderBy(stored => stored.Id).ToListAsync(Cancel);
        Assert.Equal([(1, false), (2, true), (3, false)], events.Select(stored => (stored.ReceivedAt.UtcTicks, stored.IsTest)));
        Assert.All(await later.Deliveries.AsNoTracking().ToListAsync(Cancel), delivery => Assert.Null(delivery.ReplayId));
        Assert.Equal(0, await later.Identity.Select(store => store.PurgedEvents).SingleAsync(Cancel));
    }

    private string Id(int number) => Store.Provider is StorageProvider.Sqlite ? $"x'{number:x32}'" : $"'{new Guid(number, 0, 0, new byte[8])}'";
}

[OnPostgres]
public sealed class ReplaysUpgradeTestsOnPostgres : ReplaysUpgradeTests;
