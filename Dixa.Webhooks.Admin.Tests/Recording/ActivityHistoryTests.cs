using Dixa.Webhooks.Admin.Domain.Subscriptions;
using Dixa.Webhooks.Admin.Storage;
using Dixa.Webhooks.Admin.Storage.Tables;
using Dixa.Webhooks.Admin.Support;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Recording;

public class ActivityHistoryTests : StoreTest
{
    private ActivityHistory History => Store.Service<ActivityHistory>();

    [Fact]
    public async Task It_is_read_page_by_page_newest_first_and_nothing_twice()
    {
        var webhook = await WebhookAsync(Store, activities: 120);
        await WebhookAsync(Store, activities: 3);

        var first = await History.FindAsync(webhook, cancel: Cancel);
        var second = await History.FindAsync(webhook, before: first.Rows[^1].Id, cancel: Cancel);
        var last = await History.FindAsync(webhook, before: second.Rows[^1].Id, cancel: Cancel);

        Assert.Equal([(50, true), (50, true), (20, false)], new[] { first, second, last }.Select(page => (page.Rows.Count, page.Older)));
        Assert.Equal(
            Enumerable.Range(0, 120).Reverse().Select(i => $"{i}"),
            new[] { first, second, last }.SelectMany(page => page.Rows).Select(row => Assert.IsType<Activity.TestSent>(row.Activity).EventType));
    }

    [Fact]
    public async Task A_page_that_is_exactly_full_has_nothing_after_it()
    {
        var webhook = await WebhookAsync(Store, activities: 50);

        var page = await History.FindAsync(webhook, cancel: Cancel);

        Assert.Equal((50, false), (page.Rows.Count, page.Older));
    }

    /// <summary>A webhook that has only these activities, like one from before activities were recorded.</summary>
    internal static async Task<Guid> WebhookAsync(TestStore store, int activities)
    {
        var webhook = await store.CreateWebhookAsync();
        await using var context = await store.ContextAsync();
        await context.Activities.Where(activity => activity.SubscriptionId == webhook).ExecuteDeleteAsync(Cancel);
        context.AddRange(Enumerable.Range(0, activities).Select(i => StoredActivity.Of(webhook, new Activity.TestSent($"{i}"), Actors.Administrator, store.Time.GetUtcNow())));
        await context.SaveChangesAsync(Cancel);
        return webhook;
    }
}

[OnPostgres]
public sealed class ActivityHistoryTestsOnPostgres : ActivityHistoryTests;

/// <summary>The query plan in SQLite.</summary>
public sealed class ActivityHistoryPlanTests : StoreTest
{
    [Theory]
    [InlineData(null, "IX_activities_subscription_id_id (subscription_id=?)")]
    [InlineData(7L, "IX_activities_subscription_id_id (subscription_id=? AND id<?)")]
    public async Task Its_index_serves_it_in_order(long? before, string index)
    {
        for (var i = 0; i < 8; i++)
        {
            await ActivityHistoryTests.WebhookAsync(Store, activities: 250);
        }

        await Store.ExecuteAsync("ANALYZE");

        await Store.Service<ActivityHistory>().FindAsync(Guid.NewGuid(), before, cancel: Cancel);

        await using var context = await Store.ContextAsync();
        var plan = await Store.Sql.PlanOfLastAsync(context.Database.GetDbConnection(), "activities");
        Assert.Contains($"SEARCH a USING INDEX {index}", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("TEMP B-TREE", plan, StringComparison.Ordinal);
    }
}
