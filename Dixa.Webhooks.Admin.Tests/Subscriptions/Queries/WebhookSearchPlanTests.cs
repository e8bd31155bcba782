using Dixa.Webhooks.Admin.Support;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Subscriptions.Queries;

/// <summary>A long history does not slow down the overview: an index finds the last 24 hours of each webhook.</summary>
public sealed class WebhookSearchPlanTests : StoreTest
{
    [Fact]
    public async Task The_success_rate_is_of_the_hours_that_the_key_finds()
    {
        await FindAsync(WebhookQuery.Default with { Sort = WebhookSort.SuccessRate });

        Assert.Contains("USING INDEX sqlite_autoindex_hours_1 (subscription_id=? AND hour>?)", await PlanAsync("\"hours\"", "ORDER BY"));
    }

    [Fact]
    public async Task The_bars_are_of_the_hours_that_the_key_finds()
    {
        await FindAsync(WebhookQuery.Default);

        Assert.Contains("USING INDEX sqlite_autoindex_hours_1 (subscription_id=? AND hour>?)", await PlanAsync("\"hours\""));
    }

    [Fact]
    public async Task The_last_delivery_is_looked_up_by_the_key_of_the_statuses()
    {
        await FindAsync(WebhookQuery.Default with { Sort = WebhookSort.LastDelivery });

        Assert.Contains("USING INDEX sqlite_autoindex_event_statuses_1 (subscription_id=?)", await PlanAsync("max("));
    }

    [Fact]
    public async Task What_fails_is_found_once_and_not_for_each_webhook()
    {
        await FindAsync(WebhookQuery.Default);

        var plan = await PlanAsync("GROUP BY");
        Assert.Contains("LIST SUBQUERY", plan);
        Assert.DoesNotContain("CORRELATED LIST SUBQUERY", plan);
    }

    /// <summary>SQLite has the statistics of a long history.</summary>
    private async Task FindAsync(WebhookQuery query)
    {
        await Store.CreateWebhookAsync();
        await Store.ExecuteAsync(
            """
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000)
            INSERT INTO hours (subscription_id, hour, delivered, failed_attempts, given_up, cancelled, response_times)
            SELECT s.id, n.i, 1, 1, 1, 0, x'' FROM subscriptions s, n;
            ANALYZE;
            """);
        await Store.Service<WebhookSearch>().FindAsync(query, Cancel);
    }

    /// <summary>The plan of the last statement that contains these parts.</summary>
    private async Task<string> PlanAsync(params string[] parts)
    {
        await using var context = await Store.ContextAsync();
        return await Store.Sql.PlanOfLastAsync(context.Database.GetDbConnection(), sql => Array.TrueForAll(parts, part => sql.Contains(part, StringComparison.OrdinalIgnoreCase)));
    }
}
