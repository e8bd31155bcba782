using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Audit;
using Dixa.Webhooks.Admin.Support;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Audit;

public class AuditSearchTests : StoreTest
{
    private static readonly AuditTarget Crm = AuditTarget.Webhook(Guid.Parse("33333333-3333-4333-8333-333333333333"), "CRM updates");
    private static readonly AuditTarget Billing = AuditTarget.Webhook(Guid.Parse("44444444-4444-4444-8444-444444444444"), "Billing");

    private AuditSearch Search => Store.Service<AuditSearch>();

    [Fact]
    public async Task It_is_read_page_by_page_newest_first_forth_and_back_and_nothing_twice()
    {
        await Store.AuditAsync(Crm, Enumerable.Range(0, 120).Select(i => new Activity.TestSent($"{i}")));

        var first = await Search.FindAsync(new AuditQuery(), Cancel);
        var second = await Search.FindAsync(new AuditQuery { Before = first.Older }, Cancel);
        var last = await Search.FindAsync(new AuditQuery { Before = second.Older }, Cancel);
        var back = await Search.FindAsync(new AuditQuery { After = last.Newer }, Cancel);
        var start = await Search.FindAsync(new AuditQuery { After = back.Newer }, Cancel);

        Assert.Equal([50, 50, 20], new[] { first, second, last }.Select(page => page.Rows.Count));
        Assert.Equal(Enumerable.Range(0, 120).Reverse(), new[] { first, second, last }.SelectMany(page => page.Rows).Select(Number));
        Assert.Equal((null, null), (first.Newer, last.Older));
        Assert.Equal(second.Rows, back.Rows);
        Assert.Equal(first.Rows, start.Rows);
        Assert.Null(start.Newer);
    }

    [Fact]
    public async Task A_page_that_is_exactly_full_has_nothing_after_it()
    {
        await Store.AuditAsync(Crm, Enumerable.Range(0, 50).Select(i => new Activity.TestSent($"{i}")));

        var page = await Search.FindAsync(new AuditQuery(), Cancel);

        Assert.Equal((50, null, null), (page.Rows.Count, page.Older, page.Newer));
    }

    [Fact]
    public async Task Filters_restrict_by_actor_action_target_and_time()
    {
        var log = Store.Service<AuditLog>();
        var bo = new Actor(Guid.NewGuid(), "Bo@Example.com", Role.Administrator);
        await log.RecordAsync(Actors.Administrator, Crm, new Activity.SecretRevealed(), Cancel);
        Store.Time.Advance(TimeSpan.FromHours(1));
        var second = Store.Time.GetUtcNow();
        await log.RecordAsync(bo, Billing, new Activity.SecretRevealed(), Cancel);
        Store.Time.Advance(TimeSpan.FromHours(1));
        await log.RecordAsync(Actor.System, null, new Activity.Enabled(), Cancel);

        Assert.Equal([2], await FindAsync(new AuditQuery { Actor = "bo@example" }));
        Assert.Equal([1], await FindAsync(new AuditQuery { Actor = $"{Actors.Administrator.Id}" }));
        Assert.Equal([2, 1], await FindAsync(new AuditQuery { Action = AuditAction.SecretRevealed }));
        Assert.Equal([1], await FindAsync(new AuditQuery { Target = "crm" }));
        Assert.Equal([2], await FindAsync(new AuditQuery { Target = $"{Billing.Id}" }));
        Assert.Equal([3, 2], await FindAsync(new AuditQuery { Since = second }));
        Assert.Equal([1], await FindAsync(new AuditQuery { Until = second }));
        Assert.Equal([2], await FindAsync(new AuditQuery { Since = second, Until = second.AddTicks(1), Actor = "bo", Action = AuditAction.SecretRevealed, Target = "Bill" }));
        Assert.Empty(await FindAsync(new AuditQuery { Actor = "%" }));
    }

    [Fact]
    public async Task All_rows_are_read_in_batches()
    {
        await Store.AuditAsync(Crm, Enumerable.Range(0, 2_001).Select(i => new Activity.TestSent($"{i}")));

        var read = await Search.ReadAllAsync(new AuditQuery(), Cancel).Select(Number).ToListAsync(Cancel);

        Assert.Equal(Enumerable.Range(0, 2_001).Reverse(), read);
    }

    private static int Number(AuditEntry row) => int.Parse(Assert.IsType<Activity.TestSent>(row.Activity).EventType, System.Globalization.CultureInfo.InvariantCulture);

    private async Task<IEnumerable<long>> FindAsync(AuditQuery query) => (await Search.FindAsync(query, Cancel)).Rows.Select(row => row.Id);
}

[OnPostgres]
public sealed class AuditSearchTestsOnPostgres : AuditSearchTests;

/// <summary>The query plan in SQLite.</summary>
public sealed class AuditSearchPlanTests : StoreTest
{
    [Theory]
    [InlineData(null, "IX_audit_target_id_id (target_id=?)")]
    [InlineData(7L, "IX_audit_target_id_id (target_id=? AND id<?)")]
    public async Task An_index_serves_the_rows_of_a_webhook_in_order(long? before, string index)
    {
        for (var i = 0; i < 8; i++)
        {
            await Store.AuditAsync(AuditTarget.Webhook(Guid.NewGuid(), "CRM"), Enumerable.Repeat(new Activity.SecretRevealed(), 250));
        }

        await Store.ExecuteAsync("ANALYZE");

        await Store.Service<AuditSearch>().FindAsync(new AuditQuery { Target = $"{Guid.NewGuid()}", WithoutSecretReads = true, Before = before }, Cancel);

        await using var context = await Store.ContextAsync();
        var plan = await Store.Sql.PlanOfLastAsync(context.Database.GetDbConnection(), "audit");
        Assert.Contains($"SEARCH a USING INDEX {index}", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("TEMP B-TREE", plan, StringComparison.Ordinal);
    }
}
