using System.Text.RegularExpressions;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Storage;
using Dixa.Webhooks.Admin.Support;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Operations.Metrics;

public class StoreSnapshotTests : StoreTest
{
    private StoreSnapshotReader Reader => Store.Make<StoreSnapshotReader>();

    [Fact]
    public async Task An_empty_store_has_nothing_due()
    {
        var snapshot = await Reader.ReadAsync(Cancel);

        Assert.Equal((TimeSpan.Zero, 0, 0, 0), (snapshot.OldestDue, snapshot.Due, snapshot.Pending, snapshot.PendingEmails));
        Assert.Empty(snapshot.Webhooks);
        Assert.Null(snapshot.PurgedAt);
        Assert.True(snapshot.Size.Bytes > 0);
    }

    [Fact]
    public async Task The_oldest_due_delivery_of_enabled_webhooks_counts()
    {
        var now = Store.Time.GetUtcNow();
        var (slow, fast, later, disabled) = (await CreateAsync("Slow"), await CreateAsync("Fast"), await CreateAsync("Later"), await CreateAsync("Disabled"));
        await Store.DeliveryAsync(slow, dueAt: now - TimeSpan.FromMinutes(5));
        await Store.DeliveryAsync(slow, dueAt: now - TimeSpan.FromMinutes(4));
        await Store.DeliveryAsync(slow, dueAt: now - TimeSpan.FromHours(1), state: DeliveryState.Delivered);
        await Store.DeliveryAsync(fast, dueAt: now - TimeSpan.FromSeconds(1));
        await Store.DeliveryAsync(later, dueAt: now + TimeSpan.FromMinutes(1));
        await Store.DeliveryAsync(disabled, dueAt: now - TimeSpan.FromHours(1));
        await Store.ExecuteAsync($"UPDATE subscriptions SET enabled = {(Store.Provider is StorageProvider.Sqlite ? "0" : "false")} WHERE name = 'Disabled'");

        var snapshot = await Reader.ReadAsync(Cancel);

        Assert.Equal(TimeSpan.FromMinutes(5), snapshot.OldestDue);
        Assert.Equal((3, 5), (snapshot.Due, snapshot.Pending));
        Assert.Equal([("Slow", 300), ("Fast", 1), ("Disabled", 0), ("Later", 0)], snapshot.Webhooks.OrderByDescending(webhook => webhook.OldestDue).ThenBy(webhook => webhook.Name).Select(webhook => (webhook.Name, webhook.OldestDue.TotalSeconds)));
        Assert.Equal((1, 2, 0), (snapshot.Behind(TimeSpan.FromMinutes(1)), snapshot.Behind(TimeSpan.FromMilliseconds(500)), snapshot.Behind(TimeSpan.FromMinutes(5))));
        Assert.Equal(3, snapshot.Webhooks.Count(webhook => webhook.Enabled));
    }

    [Fact]
    public async Task No_query_reads_a_long_history()
    {
        var webhook = await Store.CreateWebhookAsync();
        await FillAsync(webhook);
        await Store.DeliveryAsync(webhook, dueAt: Store.Time.GetUtcNow() - TimeSpan.FromMinutes(5));
        var before = Store.Sql.Statements.Count;

        await Reader.ReadAsync(Cancel);

        var statements = Store.Sql.Statements.Skip(before).Where(sql => Regex.IsMatch(sql, "(FROM|JOIN) \"?deliveries\"?")).ToList();
        Assert.Equal(3, statements.Count);
        await using var context = await Store.ContextAsync();
        foreach (var statement in statements)
        {
            var plan = await Store.Sql.PlanOfLastAsync(context.Database.GetDbConnection(), sql => sql == statement);
            Assert.Contains("ix_deliveries_due", plan, StringComparison.Ordinal);
            Assert.DoesNotMatch("(Seq Scan on deliveries|SCAN (d|deliveries)( |$)(?!USING COVERING INDEX ix_deliveries_due)|ix_deliveries_(created|history|ended))", plan);
        }
    }

    private Task<Guid> CreateAsync(string name) => Store.CreateWebhookAsync(draft => draft.Name = name);

    /// <summary>20,000 deliveries that have ended.</summary>
    private async Task FillAsync(Guid webhook)
    {
        await Store.DeliveryAsync(webhook, state: DeliveryState.Delivered);
        for (var i = 0; i < 15; i++)
        {
            await Store.ExecuteAsync(
                "INSERT INTO deliveries (event_key, subscription_id, event_type, state, attempts, due_at, created_at) SELECT event_key, subscription_id, event_type, state, attempts, due_at, created_at FROM deliveries");
        }

        await Store.ExecuteAsync("ANALYZE");
    }
}

[OnPostgres]
public sealed class StoreSnapshotTestsOnPostgres : StoreSnapshotTests;
