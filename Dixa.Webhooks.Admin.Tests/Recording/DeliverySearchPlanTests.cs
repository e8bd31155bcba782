using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Subscriptions;
using Dixa.Webhooks.Admin.Support;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Recording;

/// <summary>Each filter of the delivery list uses an index in the order of the list. SQLite has the statistics of a long history.</summary>
public sealed class DeliverySearchPlanTests : StoreTest
{
    private static readonly DeliveryPosition Position = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero), 7);

    /// <summary>More than one page of deliveries is newer.</summary>
    private static readonly DeliveryPosition Early = new(new DateTimeOffset(10, TimeSpan.Zero), 10);

    public static TheoryData<string, string> Filters { get; } = new()
    {
        { "nothing", "ix_deliveries_created (subscription_id=?)" },
        { "after", "ix_deliveries_created (subscription_id=? AND created_at<?)" },
        { "before", "ix_deliveries_created (subscription_id=? AND created_at>?)" },
        { "since", "ix_deliveries_created (subscription_id=? AND created_at>?)" },
        { "until", "ix_deliveries_created (subscription_id=? AND created_at<?)" },
        { "event", "ix_deliveries_history (subscription_id=? AND event_type=?)" },
        { "event after", "ix_deliveries_history (subscription_id=? AND event_type=? AND created_at<?)" },
        { "event before", "ix_deliveries_history (subscription_id=? AND event_type=? AND created_at>?)" },
        { "Failed before", "ix_deliveries_ended (subscription_id=? AND state=? AND created_at>?)" },
        { "event Failed", "ix_deliveries_not_delivered (subscription_id=? AND state=? AND event_type=?)" },
        { "event Failed before", "ix_deliveries_not_delivered (subscription_id=? AND state=? AND event_type=? AND created_at>?)" },
        { "event Cancelled", "ix_deliveries_not_delivered (subscription_id=? AND state=? AND event_type=?)" },
        { "event Delivered", "ix_deliveries_history (subscription_id=? AND event_type=?)" },
        { "Failed", "ix_deliveries_ended (subscription_id=? AND state=?)" },
        { "Delivered", "ix_deliveries_ended (subscription_id=? AND state=?)" },
        { "Cancelled after", "ix_deliveries_ended (subscription_id=? AND state=? AND created_at<?)" },
        { "delivery id", "INTEGER PRIMARY KEY (rowid=?)" },
        { "event id", "IX_deliveries_event_key (event_key=?)" },
    };

    [Theory]
    [MemberData(nameof(Filters))]
    public async Task A_filter_has_its_index(string filter, string index)
    {
        var webhook = await FillAsync();
        var query = new DeliveryQuery { After = filter.EndsWith("after", StringComparison.Ordinal) ? Position : null, Before = filter.EndsWith("before", StringComparison.Ordinal) ? Early : null };
        query = filter.Split(' ')[0] switch
        {
            "since" => query with { Since = Position.CreatedAt },
            "until" => query with { Until = Position.CreatedAt },
            "delivery" => query with { DeliveryId = 7 },
            "event" when filter == "event id" => query with { EventId = Guid.NewGuid() },
            "event" => query with { EventType = "CONVERSATION_CREATED", State = filter.Split(' ').Select(word => Enum.TryParse<DeliveryState>(word, out var state) ? state : (DeliveryState?)null).FirstOrDefault(state => state is not null) },
            "Failed" or "Delivered" or "Cancelled" => query with { State = Enum.Parse<DeliveryState>(filter.Split(' ')[0]) },
            _ => query,
        };

        await Store.Service<DeliverySearch>().FindAsync(webhook, query, Cancel);
        var plan = await PlanAsync("deliveries");

        Assert.Contains(index, plan, StringComparison.OrdinalIgnoreCase);
        if (!filter.EndsWith("id", StringComparison.Ordinal))
        {
            Assert.DoesNotContain("SCAN d\n", plan, StringComparison.Ordinal);

            // The page may be sorted again after the join, but not the rows that it is taken from.
            Assert.InRange(plan.Split('\n').Count(step => step.Contains("TEMP B-TREE", StringComparison.Ordinal)), 0, 1);
            Assert.True(!plan.Contains("TEMP B-TREE", StringComparison.Ordinal) || plan.StartsWith("CO-ROUTINE", StringComparison.Ordinal) || plan.StartsWith("MATERIALIZE", StringComparison.Ordinal), plan);
        }
    }

    [Fact]
    public async Task What_is_pending_is_found_in_the_due_index()
    {
        var webhook = await FillAsync();

        Assert.Single((await Store.Service<DeliverySearch>().FindAsync(webhook, new DeliveryQuery { State = DeliveryState.Pending }, Cancel)).Rows);

        Assert.Contains("USING INDEX ix_deliveries_due (subscription_id=?)", await PlanAsync("deliveries"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_pending_deliveries_are_read_in_the_order_of_the_list()
    {
        var webhook = await FillAsync();
        await Store.BacklogAsync(webhook, DeliverySearch.MaxFew + 1);

        var found = await Store.Service<DeliverySearch>().FindAsync(webhook, new DeliveryQuery { State = DeliveryState.Pending }, Cancel);

        Assert.Equal(50, found.Rows.Count);
        Assert.Contains("USING INDEX ix_deliveries_created (subscription_id=?)", await PlanAsync("deliveries"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_log_is_read_from_the_history_index()
    {
        await FillAsync();

        await Store.Service<DeliveryLog>().RecentAsync(Guid.NewGuid(), "CONVERSATION_CREATED", Cancel);

        Assert.Contains("USING INDEX ix_deliveries_history (subscription_id=? AND event_type=?)", await PlanAsync("deliveries"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_pending_is_counted_in_the_due_index()
    {
        await FillAsync();

        await Store.Service<PendingDeliveryCounter>().CountAsync(Guid.NewGuid(), Cancel);

        Assert.Contains("USING COVERING INDEX ix_deliveries_due (subscription_id=?)", await PlanAsync("deliveries"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ResendScope.Failed)]
    [InlineData(ResendScope.Cancelled)]
    public async Task What_failed_or_was_cancelled_and_was_not_resent_is_found_by_two_indexes(ResendScope scope)
    {
        await FillAsync();
        var webhook = await Store.CreateWebhookAsync();

        await Store.Service<Resender>().ResendFailedAsync(
            Actors.Administrator, webhook, new FailedDeliveries(Position.CreatedAt, Scope: scope), dryRun: true, progress: null, Cancel);
        var plan = await PlanAsync("deliveries");

        Assert.Contains("ix_deliveries_ended (subscription_id=? AND state=? AND created_at<?)", plan, StringComparison.Ordinal);
        Assert.Contains("ix_deliveries_resend_of (resend_of=?)", plan, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task What_failed_of_one_event_type_is_found_by_two_indexes()
    {
        await FillAsync();
        var webhook = await Store.CreateWebhookAsync();

        await Store.Service<Resender>().ResendFailedAsync(
            Actors.Administrator, webhook, new FailedDeliveries(Position.CreatedAt, "CONVERSATION_CREATED", ResendScope.Failed), dryRun: true, progress: null, Cancel);
        var plan = await PlanAsync("deliveries");

        Assert.Contains("SEARCH d USING INDEX ix_deliveries_", plan, StringComparison.Ordinal);
        Assert.Contains("AND created_at<?)", plan, StringComparison.Ordinal);
        Assert.Contains("ix_deliveries_resend_of (resend_of=?)", plan, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task One_delivery_its_payload_and_what_sent_it_again_are_found_by_their_keys()
    {
        await FillAsync();

        await Store.History.FindAsync(Guid.NewGuid(), 7, Cancel);
        Assert.Equal("SEARCH d USING INTEGER PRIMARY KEY (rowid=?)\nSEARCH e USING INTEGER PRIMARY KEY (rowid=?)", await PlanAsync("deliveries"));
        await Store.History.PayloadAsync(Guid.NewGuid(), 7, Cancel);
        Assert.Equal("SEARCH d USING INTEGER PRIMARY KEY (rowid=?)\nSEARCH e USING INTEGER PRIMARY KEY (rowid=?)", await PlanAsync("deliveries"));
        await Store.History.SentAgainAsync(Guid.NewGuid(), 7, Cancel);
        Assert.Equal("SEARCH d USING INDEX IX_deliveries_resend_of (resend_of=?)", await PlanAsync("deliveries"));
    }

    [Theory]
    [InlineData(DeliveryState.Delivered, "ix_deliveries_history (subscription_id=? AND event_type=?)")]
    [InlineData(DeliveryState.Failed, "ix_deliveries_not_delivered (subscription_id=? AND state=? AND event_type=?)")]
    [InlineData(DeliveryState.Cancelled, "ix_deliveries_not_delivered (subscription_id=? AND state=? AND event_type=?)")]
    public async Task Without_statistics_a_state_of_an_event_type_has_its_index(DeliveryState state, string index)
    {
        await Store.Service<DeliverySearch>().FindAsync(Guid.NewGuid(), new DeliveryQuery { EventType = "CONVERSATION_CREATED", State = state }, Cancel);

        Assert.Contains(index, await PlanAsync("deliveries"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_statistics_an_event_is_found_by_its_key()
    {
        await Store.Service<DeliverySearch>().FindAsync(Guid.NewGuid(), new DeliveryQuery { EventId = Guid.NewGuid() }, Cancel);

        Assert.Contains("IX_deliveries_event_key (event_key=?)", await PlanAsync("deliveries"), StringComparison.Ordinal);
    }

    /// <summary>A long history of one webhook and one event type, with the statistics that SQLite would have.</summary>
    private async Task<Guid> FillAsync()
    {
        var webhook = await Store.CreateWebhookAsync();
        await Store.DeliveryAsync(webhook);
        await using var context = await Store.ContextAsync();
        await context.Database.ExecuteSqlRawAsync(
            """
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000)
            INSERT INTO events (event_id, event_type, received_at, payload)
            SELECT unhex(printf('0000000000004000%016d', i)), 'CONVERSATION_CREATED', i, x'7B7D' FROM n;
            INSERT INTO deliveries (event_key, subscription_id, event_type, state, attempts, due_at, created_at, is_test)
            SELECT e.id, d.subscription_id, e.event_type, 1 + e.id % 2, 1, e.received_at, e.received_at, 0 FROM events e, deliveries d WHERE d.state = 0;
            ANALYZE;
            """,
            Cancel);
        return webhook;
    }

    private async Task<string> PlanAsync(string table)
    {
        await using var context = await Store.ContextAsync();
        return await Store.Sql.PlanOfLastAsync(
            context.Database.GetDbConnection(),
            sql => sql.Contains($"\"{table}\"", StringComparison.Ordinal) || sql.Contains($"FROM {table}", StringComparison.Ordinal));
    }
}
