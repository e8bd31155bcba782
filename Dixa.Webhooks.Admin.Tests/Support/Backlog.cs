using Dixa.Webhooks.Admin.Storage;
using Dixa.Webhooks.Admin.Storage.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Support;

internal static class Backlog
{
    /// <summary>Stores events of this size in a SQLite file, each with one due delivery to a webhook.</summary>
    public static async Task LargeBacklogAsync(this TestStore store, Guid webhook, int count, int bytes)
    {
        await using var context = await store.ContextAsync();
        var now = store.Time.GetUtcNow().UtcTicks;
        var since = await context.Events.CountAsync(TestContext.Current.CancellationToken);
        await context.Database.ExecuteSqlAsync(
            $$"""
            WITH RECURSIVE n(i) AS (SELECT {{since + 1}} UNION ALL SELECT i + 1 FROM n WHERE i < {{since + count}})
            INSERT INTO events (event_id, event_type, received_at, payload)
            SELECT unhex(replace(id, '-', '')), 'CONVERSATION_CREATED', {{now}}, CAST('{"event_id":"' || id || '","text":"' || hex(zeroblob({{bytes / 2}})) || '"}' AS BLOB)
            FROM (SELECT printf('00000000-0000-4000-8000-%012X', i) AS id FROM n)
            """,
            TestContext.Current.CancellationToken);
        await context.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO deliveries (event_key, subscription_id, event_type, state, attempts, due_at, created_at)
            SELECT id, {Uuid.ToBytes(webhook)}, event_type, 0, 0, received_at, received_at FROM events WHERE id > {since}
            """,
            TestContext.Current.CancellationToken);
    }

    /// <summary>Stores events, each with one due delivery to a webhook, as if they had been published long ago.</summary>
    public static async Task BacklogAsync(this TestStore store, Guid webhook, int count)
    {
        await using var context = await store.ContextAsync();
        var now = store.Time.GetUtcNow().UtcTicks;
        await context.Database.ExecuteSqlAsync(
            store.Provider is StorageProvider.PostgreSql
            ? (FormattableString)$$"""
            INSERT INTO events (event_id, event_type, received_at, payload)
            SELECT id, 'CONVERSATION_CREATED', {{now}}, convert_to('{"event_id":"' || id || '"}', 'UTF8')
            FROM (SELECT gen_random_uuid() AS id FROM generate_series(1, {{count}})) AS ids
            """
            : $$"""
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {{count}})
            INSERT INTO events (event_id, event_type, received_at, payload)
            SELECT unhex(replace(id, '-', '')), 'CONVERSATION_CREATED', {{now}}, CAST('{"event_id":"' || id || '"}' AS BLOB)
            FROM (SELECT printf('00000000-0000-4000-8000-%012X', i) AS id FROM n)
            """,
            TestContext.Current.CancellationToken);
        object id = store.Provider is StorageProvider.PostgreSql ? webhook : Uuid.ToBytes(webhook);
        await context.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO deliveries (event_key, subscription_id, event_type, state, attempts, due_at, created_at)
            SELECT id, {id}, event_type, 0, 0, received_at, received_at FROM events
            """,
            TestContext.Current.CancellationToken);
    }
}
