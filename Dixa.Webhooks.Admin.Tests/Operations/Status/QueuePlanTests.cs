using Dixa.Webhooks.Admin.Support;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Operations.Status;

/// <summary>The System page is refreshed every few seconds, so its reads must not depend on the length of the history.</summary>
public sealed class QueuePlanTests : StoreTest
{
    [Fact]
    public async Task Every_read_of_deliveries_uses_the_index_of_pending_ones()
    {
        await Store.DeliveryAsync(await Store.CreateWebhookAsync(), dueAt: Store.Time.GetUtcNow().AddMinutes(-1));

        await Store.Service<QueueQueries>().ReadAsync(Cancel);

        await using var context = await Store.ContextAsync();
        foreach (var (reads, expected) in new (Predicate<string>, string)[]
        {
            (sql => sql.Contains("\"name\"", StringComparison.Ordinal) && sql.Contains("\"deliveries\"", StringComparison.Ordinal), "USING COVERING INDEX ix_deliveries_due (subscription_id=?)"),
            (sql => sql.Contains("COUNT", StringComparison.Ordinal) && sql.Contains("\"subscriptions\"", StringComparison.Ordinal), "USING COVERING INDEX ix_deliveries_due (subscription_id=? AND due_at<?)"),
            (sql => sql.Contains("COUNT", StringComparison.Ordinal) && !sql.Contains("\"subscriptions\"", StringComparison.Ordinal), "USING COVERING INDEX ix_deliveries_due"),
        })
        {
            var plan = await Store.Sql.PlanOfLastAsync(context.Database.GetDbConnection(), reads);

            Assert.Contains(expected, plan, StringComparison.Ordinal);
            Assert.DoesNotContain("TEMP B-TREE", plan, StringComparison.Ordinal);
        }
    }
}
