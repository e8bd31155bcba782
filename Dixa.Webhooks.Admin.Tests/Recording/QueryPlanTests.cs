using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Support;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Recording;

/// <summary>The query plans of reads that must stay fast with a long history.</summary>
public sealed class QueryPlanTests : StoreTest
{
    [Fact]
    public async Task The_last_50_are_read_from_the_history_index_in_its_order()
    {
        await Store.History.RecentAsync(Guid.NewGuid(), "CONVERSATION_CREATED", Cancel);

        var plan = await PlanAsync();

        Assert.Contains("USING INDEX ix_deliveries_history (subscription_id=? AND event_type=?)", plan);
        Assert.DoesNotContain("SCAN deliveries", plan);
        Assert.DoesNotContain("SCAN d\n", plan);

        // The 50 rows may be sorted again after the join, but not the whole history.
        Assert.InRange(plan.Split('\n').Count(step => step.Contains("TEMP B-TREE", StringComparison.Ordinal)), 0, 1);
        Assert.True(
            !plan.Contains("TEMP B-TREE", StringComparison.Ordinal) || plan.StartsWith("CO-ROUTINE", StringComparison.Ordinal) || plan.StartsWith("MATERIALIZE", StringComparison.Ordinal),
            plan);
    }

    [Fact]
    public async Task What_is_due_is_read_from_the_due_index_in_its_order()
    {
        await using (var context = await Store.ContextAsync())
        {
            var (webhook, now) = (Guid.NewGuid(), Store.Time.GetUtcNow());
            await context.Deliveries.AsNoTracking()
                .Where(delivery => delivery.SubscriptionId == webhook && delivery.State == DeliveryState.Pending && delivery.DueAt <= now)
                .OrderBy(delivery => delivery.DueAt)
                .Take(100)
                .ToListAsync(Cancel);
        }

        var plan = await PlanAsync();

        Assert.Contains("USING INDEX ix_deliveries_due (subscription_id=? AND due_at<?)", plan);
        Assert.DoesNotContain("TEMP B-TREE", plan);
    }

    [Fact]
    public async Task A_read_without_an_index_is_recognized()
    {
        await using (var context = await Store.ContextAsync())
        {
            await context.Deliveries.AsNoTracking().Where(delivery => delivery.Attempts == 3).OrderBy(delivery => delivery.DueAt).ToListAsync(Cancel);
        }

        Assert.Matches("^SCAN .*\nUSE TEMP B-TREE FOR ORDER BY$", await PlanAsync());
    }

    private async Task<string> PlanAsync()
    {
        await using var context = await Store.ContextAsync();
        return await Store.Sql.PlanOfLastAsync(context.Database.GetDbConnection(), "deliveries");
    }
}
