using Dixa.Webhooks.Admin.Accounts.Tokens;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Storage.Failures;
using Dixa.Webhooks.Admin.Storage.Writes;
using Dixa.Webhooks.Admin.Support;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Dixa.Webhooks.Admin.Storage.Sqlite;

/// <summary>This version opens a store of an earlier version, which stored UUIDs as text.</summary>
public sealed class SqliteUpgradeTests : StoreTest
{
    private const string BeforeCompactKeys = "DisabledLastAnswer";
    private const string Webhook = "8B2E06E2-EAC6-4A4F-9C90-01A20F159E95";
    private const string Other = "11111111-2222-4333-8444-555555555555";

    protected override bool OwnKeys => true;

    [Fact]
    public async Task Everything_in_it_is_still_there_and_works()
    {
        var earlier = await EarlierAsync();

        await Store.Service<SqliteUpgrade>().RunAsync();

        await using var context = await Store.ContextAsync();
        var webhook = await context.Subscriptions.Include(row => row.Events).SingleAsync(row => row.Id == Guid.Parse(Webhook), Cancel);
        Assert.Equal(("CRM updates", "https://example.com/dixa", Guid.Parse(Other)), (webhook.Name, webhook.Url.Text, webhook.CreatedBy));
        Assert.Equal(earlier, webhook.Secret.Reveal());
        Assert.Equal(["CONVERSATION_CREATED"], webhook.Events.Select(subscribed => subscribed.EventType));
        Assert.Equal(7, (await context.Lanes.SingleAsync(Cancel)).ConsecutiveFailures);
        Assert.Equal((Guid.Parse(Webhook), 500), await context.EventStatuses.Select(status => ValueTuple.Create(status.SubscriptionId, status.StatusCode!.Value)).SingleAsync(Cancel));
        Assert.Equal(Guid.Parse(Other), (await context.ApiTokens.SingleAsync(Cancel)).Id);

        var stored = await context.Events.SingleAsync(Cancel);
        Assert.Equal((40, Guid.Parse(Other)), (stored.Id, stored.EventId));
        Assert.Equal("{}"u8.ToArray(), stored.Payload);
        var delivery = await context.Deliveries.SingleAsync(Cancel);
        Assert.Equal((42, 40, Guid.Parse(Webhook), DeliveryState.Pending, 2), (delivery.Id, delivery.EventKey, delivery.SubscriptionId, delivery.State, delivery.Attempts));
        var attempts = await context.Attempts.OrderBy(attempt => attempt.Id).ToListAsync(Cancel);
        Assert.Equal(
            [(8, 42, 1, Guid.Parse(Webhook), 500), (9, 42, 2, Guid.Parse(Webhook), 503)],
            attempts.Select(attempt => (attempt.Id, attempt.DeliveryId, attempt.Number, attempt.SubscriptionId, attempt.StatusCode!.Value)));
        Assert.Equal(Headers(), attempts[1].RequestHeaders);

        // The lane continues, and keys of deleted rows are not used again. The writer of this process still has the old file open.
        await using var later = Store.AsAnotherProcess();
        var recorded = await later.Service<GroupCommit>().CommitAsync(new RecordAttempt(
            new EndedAttempt(42, webhook.Id, "CONVERSATION_CREATED", Store.Time.GetUtcNow(), TimeSpan.Zero, Store.Time.GetUtcNow(), AttemptResult.Responded(200)),
            new RetryRule(5, TimeSpan.FromMinutes(1))));
        Assert.Equal(3, recorded!.Number);
        Assert.Equal(101, await Store.DeliveryAsync(webhook.Id));
    }

    [Fact]
    public async Task An_upgraded_store_has_the_tables_and_indexes_of_a_new_one()
    {
        var fresh = await SchemaAsync();

        await EarlierAsync();
        Assert.NotEqual(fresh, await SchemaAsync());
        await Store.Service<SqliteUpgrade>().RunAsync();

        Assert.Equal(fresh, await SchemaAsync());
    }

    [Fact]
    public async Task Rows_that_belong_to_nothing_stop_the_start_and_are_named()
    {
        await EarlierAsync();
        await Store.ExecuteAsync("PRAGMA foreign_keys=OFF; DELETE FROM events");

        var failure = await Assert.ThrowsAsync<StoreUnavailableException>(() => Store.Service<SqliteUpgrade>().RunAsync());

        Assert.Contains("rows of the table deliveries refer to missing rows. Restore the snapshot from before the upgrade with --restore ", failure.Message);

        // The next start does not overlook them.
        await Assert.ThrowsAsync<StoreUnavailableException>(() => Store.Service<SqliteUpgrade>().RunAsync());
    }

    private static byte[] Headers() => "Host: example.com\n"u8.ToArray();

    /// <summary>Creates a store of an earlier version, with the migrations up to that version on a new file, and fills it like that version did.</summary>
    private async Task<string> EarlierAsync()
    {
        SqliteConnection.ClearPool(new SqliteConnection(Store.Files.ConnectionString));
        foreach (var file in Directory.GetFiles(Store.Folder, "webhooks.db*").Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)))
        {
            File.Delete(file);
        }

        await using var context = await Store.ContextAsync();
        await context.GetService<IMigrator>().MigrateAsync(BeforeCompactKeys, Cancel);
        var secret = Domain.Subscriptions.VerificationSecret.Generate().Reveal();
        string Seal(string text) => context.Protection.CreateProtector("Dixa.Webhooks.Admin.Storage.Secrets").Protect(text);
        await context.Database.ExecuteSqlAsync(
            $$"""
            INSERT INTO subscriptions (id, name, url, authorization, headers, secret, enabled, created_at, created_by, updated_at, updated_by, failure_run_since, revision)
            VALUES ({{Webhook}}, 'CRM updates', 'https://example.com/dixa', {{Seal("""{"_type":"NoAuth"}""")}}, {{Seal("[]")}}, {{Seal(secret)}}, 1, 1, {{Other}}, 2, {{Other}}, 0, 3);
            INSERT INTO subscription_events VALUES ({{Webhook}}, 'CONVERSATION_CREATED');
            INSERT INTO lanes (subscription_id, lease_owner, lease_until, failures_in_a_row) VALUES ({{Webhook}}, {{Other}}, 5, 7);
            INSERT INTO event_statuses VALUES ({{Webhook}}, 'CONVERSATION_CREATED', 1, 500, NULL);
            INSERT INTO api_tokens (id, name, prefix, hash, scopes, created_at, created_by) VALUES ({{Other}}, 'CI', 'dxw_012345', x'00', 1, 1, {{Other}});
            INSERT INTO events VALUES (40, {{Other}}, 'CONVERSATION_CREATED', 1, CAST('{}' AS BLOB));
            INSERT INTO deliveries (id, event_key, subscription_id, event_type, state, attempts, due_at, created_at) VALUES (42, 40, {{Webhook}}, 'CONVERSATION_CREATED', 0, 2, 1, 1);
            INSERT INTO deliveries (id, event_key, subscription_id, event_type, state, attempts, due_at, created_at) VALUES (100, 40, {{Webhook}}, 'CONVERSATION_CREATED', 0, 2, 1, 1);
            DELETE FROM deliveries WHERE id = 100;
            INSERT INTO attempts (id, delivery_id, subscription_id, number, started_at, duration, status_code, succeeded, response_truncated)
            VALUES (8, 42, {{Webhook}}, 1, 1, 1, 500, 0, 0);
            INSERT INTO attempts (id, delivery_id, subscription_id, number, started_at, duration, status_code, succeeded, response_truncated, request_headers)
            VALUES (9, 42, {{Webhook}}, 2, 2, 1, 503, 0, 0, {{Headers()}});
            """,
            Cancel);
        return secret;
    }

    private async Task<string> SchemaAsync()
    {
        await using var context = await Store.ContextAsync();
        var columns = await context.Database.SqlQueryRaw<string>(
            """
            SELECT t.name || '.' || c.name || ' ' || c.type || ' ' || c."notnull" || ' ' || c.pk || ' ' || coalesce(c.dflt_value, '') AS Value
            FROM sqlite_master t JOIN pragma_table_info(t.name) c WHERE t.type = 'table' AND t.name NOT LIKE '\_\_%' ESCAPE '\' ORDER BY 1
            """).ToListAsync(Cancel);
        var keys = await context.Database.SqlQueryRaw<string>(
            """
            SELECT t.name || '.' || k."from" || ' -> ' || k."table" || '.' || k."to" || ' ' || k.on_delete AS Value
            FROM sqlite_master t JOIN pragma_foreign_key_list(t.name) k WHERE t.type = 'table' ORDER BY 1
            """).ToListAsync(Cancel);
        var indexes = await context.Database.SqlQueryRaw<string>(
            "SELECT replace(sql, '\n', ' ') AS Value FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL ORDER BY 1").ToListAsync(Cancel);
        return string.Join('\n', [.. columns, .. keys, .. indexes]);
    }
}
