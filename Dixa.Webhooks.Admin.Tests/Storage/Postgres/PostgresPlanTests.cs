using System.Reflection;
using System.Text.RegularExpressions;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Recording;
using Dixa.Webhooks.Admin.Storage.Reads;
using Dixa.Webhooks.Admin.Subscriptions;
using Dixa.Webhooks.Admin.Support;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Storage.Postgres;

/// <summary>The query plans of frequent reads in PostgreSQL, and what reading costs the process.</summary>
[OnPostgres]
public sealed partial class PostgresPlanTests : StoreTest
{
    private static readonly DeliveryPosition Position = new(new DateTimeOffset(15_000, TimeSpan.Zero), 7);

    /// <summary>Each filter of the delivery list, with the index and the condition that it must use.</summary>
    public static TheoryData<DeliveryState?, string?, bool, string, string> Filters { get; } = new()
    {
        { null, null, false, "ix_deliveries_created", "subscription_id = " },
        { null, null, true, "ix_deliveries_created", "created_at <= " },
        { null, "CONVERSATION_CREATED", true, "ix_deliveries_history", "event_type = " },
        { DeliveryState.Pending, null, false, "ix_deliveries_due", "subscription_id = " },
        { DeliveryState.Pending, null, true, "ix_deliveries_due", "subscription_id = " },
        { DeliveryState.Delivered, null, false, "ix_deliveries_created", "state = 1" },
        { DeliveryState.Delivered, null, true, "ix_deliveries_created", "state = 1" },
        { DeliveryState.Failed, null, false, "ix_deliveries_ended", "state = 2" },
        { DeliveryState.Failed, null, true, "ix_deliveries_ended", "state = 2" },
        { DeliveryState.Cancelled, null, true, "ix_deliveries_ended", "state = 3" },
    };

    [Theory]
    [MemberData(nameof(Filters))]
    public async Task A_filter_of_the_deliveries_has_its_index(DeliveryState? state, string? eventType, bool after, string index, string condition)
    {
        var webhook = await FillAsync();

        await Store.Service<DeliverySearch>().FindAsync(webhook, new DeliveryQuery { State = state, EventType = eventType, After = after ? Position : null }, Cancel);

        await using var context = await Store.ContextAsync();
        var plan = await Store.Sql.PlanOfLastAsync(context.Database.GetDbConnection(), sql => sql.Contains("FROM deliveries", StringComparison.Ordinal));
        Assert.Contains(index, plan, StringComparison.Ordinal);
        Assert.Matches($"Index Cond: .*{condition}", plan);
        Assert.DoesNotContain("Seq Scan on deliveries", plan, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_event_of_a_webhook_is_found_by_the_event()
    {
        var webhook = await FillAsync();
        await using var context = await Store.ContextAsync();
        var eventId = await context.Events.Select(stored => stored.EventId).FirstAsync(Cancel);

        var found = await Store.Service<DeliverySearch>().FindAsync(webhook, new DeliveryQuery { EventId = eventId }, Cancel);

        Assert.Single(found.Rows);
        Assert.Contains("event_key", await Store.Sql.PlanOfLastAsync(context.Database.GetDbConnection(), sql => sql.Contains("FROM deliveries", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_pending_deliveries_are_read_in_the_order_of_the_list()
    {
        var webhook = await FillAsync();
        await Store.BacklogAsync(webhook, DeliverySearch.MaxFew + 1);
        await Store.ExecuteAsync("ANALYZE");

        Assert.Equal(50, (await Store.Service<DeliverySearch>().FindAsync(webhook, new DeliveryQuery { State = DeliveryState.Pending }, Cancel)).Rows.Count);

        await using var context = await Store.ContextAsync();
        var plan = await Store.Sql.PlanOfLastAsync(context.Database.GetDbConnection(), sql => sql.Contains("FROM deliveries", StringComparison.Ordinal));
        Assert.Contains("ix_deliveries_created", plan, StringComparison.Ordinal);
        Assert.Matches("Index Cond: .*state < 1", plan);
    }

    [Theory]
    [InlineData(ResendScope.Failed, "state = 2")]
    [InlineData(ResendScope.Cancelled, "state = 3")]
    public async Task What_failed_or_was_cancelled_and_was_not_resent_is_found_by_its_indexes(ResendScope scope, string condition)
    {
        await FillAsync();
        var webhook = await Store.CreateWebhookAsync();
        await using (var filling = await Store.ContextAsync())
        {
            await filling.Database.ExecuteSqlAsync(
                $"""
                INSERT INTO deliveries (event_key, subscription_id, event_type, state, attempts, due_at, created_at)
                SELECT id, {webhook}, event_type, CASE id % 100 WHEN 1 THEN 2 WHEN 2 THEN 3 ELSE 1 END, 1, received_at, received_at FROM events LIMIT 2000;
                """,
                Cancel);
        }

        await Store.ExecuteAsync("ANALYZE");

        await Store.Service<Resender>().ResendFailedAsync(
            Actors.Administrator, webhook, new FailedDeliveries(new DateTimeOffset(19_990, TimeSpan.Zero), Scope: scope), dryRun: true, progress: null, Cancel);

        await using var context = await Store.ContextAsync();
        var plan = await Store.Sql.PlanOfLastAsync(context.Database.GetDbConnection(), sql => sql.Contains("FROM deliveries", StringComparison.Ordinal));
        Assert.True(plan.Contains("ix_deliveries_ended", StringComparison.Ordinal), plan);
        Assert.Matches($"Index Cond: .*{condition}", plan);
        Assert.DoesNotContain("Seq Scan on deliveries d ", plan, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Webhook", "PK_subscriptions.* Index Cond: \\(id = \\$1\\)")]
    [InlineData("Due", "^Limit (?!.*Sort).*ix_deliveries_due.*due_at.*PK_events")]
    [InlineData("NextDue", "^Limit (?!.*Sort).*ix_deliveries_due.* Index Cond: .*due_at > \\$")]
    public async Task What_is_due_is_read_along_its_indexes_though_the_tables_were_empty_when_it_was_planned(string statement, string steps)
    {
        var plan = await PlanOfReaderAsync(statement);

        Assert.Matches(steps, plan);
        Assert.DoesNotContain("Seq Scan", plan, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_due_is_read_without_helpers_when_the_list_is_long()
    {
        await Store.BacklogAsync(await Store.CreateWebhookAsync(), 20_000);
        await Store.ExecuteAsync("ANALYZE");

        var plan = await PlanOfReaderAsync("Due", "SET parallel_setup_cost = 0; SET parallel_tuple_cost = 0; SET min_parallel_index_scan_size = 0");

        Assert.Matches("^Limit   ->  Nested Loop .*ix_deliveries_due", plan);
        Assert.DoesNotContain("Parallel", plan, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_read_of_what_is_due_that_has_to_wait_holds_no_thread()
    {
        var webhook = await Store.CreateWebhookAsync();
        await Store.DeliveryAsync(webhook);
        Assert.Single((await ReadAsync(webhook))!.Deliveries);
        await using var context = await Store.ContextAsync();
        await using var locked = await context.Database.BeginTransactionAsync(Cancel);
        await context.Database.ExecuteSqlRawAsync("LOCK TABLE subscriptions IN ACCESS EXCLUSIVE MODE", Cancel);

        // If it blocked this thread, it would not return before the lock is released.
        var reading = ReadAsync(webhook);
        Assert.False(reading.IsCompleted);
        await locked.CommitAsync(Cancel);

        Assert.Single((await reading)!.Deliveries);
    }

    private Task<DueList?> ReadAsync(Guid webhook) => Store.Service<DueDeliveries>().ReadAsync(webhook, Store.Time.GetUtcNow(), 10, maxBytes: 1_000, new HashSet<long>()).AsTask();

    /// <summary>The generic plan of a statement on a lane's connection, on one line.</summary>
    private async Task<string> PlanOfReaderAsync(string statement, string settings = "")
    {
        var sql = (string)typeof(PostgresDueReader).GetField(statement, BindingFlags.NonPublic | BindingFlags.Static)!.GetRawConstantValue()!;
        string[] names = [.. Parameter().Matches(sql).Select(match => match.Value).Distinct()];
        await using var connection = await PostgresConnection.OpenAsync(Store.Service<PostgresSource>().Connections, PostgresConnection.PlanOnceByIndex);
        await using (var prepare = connection.CreateCommand())
        {
            prepare.CommandText = $"{settings}; PREPARE due AS {Parameter().Replace(sql, match => $"${Array.IndexOf(names, match.Value) + 1}")}";
            await prepare.ExecuteNonQueryAsync(Cancel);
        }

        var plan = await SqlRecorder.PlanAsync(connection, $"EXECUTE due ({string.Join(", ", names.Select(name => name == "@subscription_id" ? $"'{Guid.NewGuid()}'" : "1"))})");
        return plan.ReplaceLineEndings(" ");
    }

    /// <summary>A long history of one webhook in which nearly all deliveries failed or were cancelled, so that delivered ones are rare.</summary>
    private async Task<Guid> FillAsync()
    {
        var webhook = await Store.CreateWebhookAsync();
        await using var context = await Store.ContextAsync();
        await context.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO events (event_id, event_type, received_at, payload)
            SELECT gen_random_uuid(), CASE WHEN i % 100 = 0 THEN 'CONVERSATION_CREATED' ELSE 'CONVERSATION_CLOSED' END, i, 'x' FROM generate_series(1, 20000) i;
            INSERT INTO deliveries (event_key, subscription_id, event_type, state, attempts, due_at, created_at)
            SELECT id, {webhook}, event_type, CASE id % 100 WHEN 1 THEN 1 WHEN 2 THEN 0 ELSE 2 + id % 2 END, 1, received_at, received_at FROM events;
            """,
            Cancel);
        await Store.ExecuteAsync("ANALYZE");
        return webhook;
    }

    [GeneratedRegex("@[a-z_]+")]
    private static partial Regex Parameter();
}
