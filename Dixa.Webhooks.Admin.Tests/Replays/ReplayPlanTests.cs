using Dixa.Webhooks.Admin.Storage;
using Dixa.Webhooks.Admin.Support;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Replays;

/// <summary>What was missed is counted in indexes alone, however long the history is.</summary>
public class ReplayPlanTests : ReplayTest
{
    [Fact]
    public async Task Events_are_counted_in_the_index_of_their_type()
    {
        var webhook = await FillAsync();

        await CountAsync(webhook);

        await AssertPlanAsync(["FROM events", "count"], "INDEX ix_events_type (event_type=? AND rowid>? AND rowid<?)", "Index Only Scan using ix_events_type");
    }

    [Fact]
    public async Task Deliveries_are_counted_in_one_index()
    {
        var webhook = await FillAsync();

        await CountAsync(webhook);

        await AssertPlanAsync(["FROM deliveries", "count", "resend_of IS NULL"], "INDEX ix_deliveries_events (subscription_id=? AND event_type=? AND event_key>? AND event_key<?)", "Index Only Scan using ix_deliveries_history");
    }

    [Fact]
    public async Task Removed_payloads_have_an_index_of_their_own()
    {
        var webhook = await FillAsync();
        await Store.ExecuteAsync("UPDATE events SET removed_at = 1, removal = 0 WHERE id % 500 = 0");
        await AnalyzeAsync();

        Assert.Equal(38, (await CountAsync(webhook)).Removed);

        await AssertPlanAsync(["removed_at", "count", "EXISTS"], "INDEX ix_events_removed (event_type=? AND rowid>? AND rowid<?)", "ix_events_removed");
    }

    [Fact]
    public async Task The_next_events_are_read_in_a_range_of_keys()
    {
        var webhook = await FillAsync();
        await StartAsync(webhook);

        await StepAsync();

        await using var context = await Store.ContextAsync();
        var plan = await Store.Sql.PlanOfLastAsync(context.Database.GetDbConnection(), sql => sql.Contains("EXISTS", StringComparison.Ordinal) && sql.Contains("removed_at", StringComparison.Ordinal) && sql.Contains("LIMIT", StringComparison.Ordinal));
        Assert.Contains(Store.Provider is StorageProvider.Sqlite ? "SEARCH e USING INDEX ix_events_type (event_type=? AND rowid>? AND rowid<?)" : "Index Scan using \"PK_events\"", plan, StringComparison.Ordinal);
        Assert.Contains(Store.Provider is StorageProvider.Sqlite ? "ix_deliveries_events (subscription_id=? AND event_type=? AND event_key=?)" : "on deliveries", plan, StringComparison.Ordinal);
    }

    /// <param name="parts">Texts that the statement contains. It has a subquery only if EXISTS is one of them.</param>
    /// <param name="sqlite">A part of the plan.</param>
    /// <param name="postgres">A part of the plan.</param>
    private async Task AssertPlanAsync(string[] parts, string sqlite, string postgres)
    {
        await using var context = await Store.ContextAsync();
        var plan = await Store.Sql.PlanOfLastAsync(
            context.Database.GetDbConnection(),
            sql => Array.TrueForAll(parts, part => sql.Replace("\"", "", StringComparison.Ordinal).Contains(part, StringComparison.OrdinalIgnoreCase))
                && parts.Contains("EXISTS") == sql.Contains("EXISTS", StringComparison.Ordinal));
        Assert.True(plan.Contains(Store.Provider is StorageProvider.Sqlite ? sqlite : postgres, StringComparison.OrdinalIgnoreCase), plan);
    }

    /// <summary>The webhook has a delivery of the first thousand events, and another one those of the rest.</summary>
    private async Task<Guid> FillAsync()
    {
        var webhook = await WebhookAsync();
        await Store.BacklogAsync(webhook, 20_000);
        var other = Store.Provider is StorageProvider.Sqlite ? Store.Literal(Guid.NewGuid().ToByteArray(bigEndian: true)) : $"'{Guid.NewGuid()}'";
        await Store.ExecuteAsync($"UPDATE deliveries SET state = 1, subscription_id = CASE WHEN event_key > 1000 THEN {other} ELSE subscription_id END");
        await AnalyzeAsync();
        return webhook;
    }

    /// <summary>The application never collects statistics of a SQLite file.</summary>
    private Task AnalyzeAsync() => Store.ExecuteAsync(Store.Provider is StorageProvider.Sqlite ? "SELECT 1" : "VACUUM ANALYZE");
}

[OnPostgres]
public sealed class ReplayPlanTestsOnPostgres : ReplayPlanTests;
