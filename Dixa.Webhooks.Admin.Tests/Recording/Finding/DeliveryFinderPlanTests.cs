using System.Text.RegularExpressions;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Domain.Events;
using Dixa.Webhooks.Admin.Storage;
using Dixa.Webhooks.Admin.Support;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Recording.Finding;

/// <summary>Each kind of search, and each filter, finds its rows with indexes. The store has a long history in which few events match.</summary>
public partial class DeliveryFinderPlanTests : StoreTest
{
    private const int Events = 20_000;

    /// <summary>Conditions of statements that read nothing.</summary>
    private static readonly string[] Nothing = ["WHERE 0", "WHERE FALSE"];

    private static readonly string[] Tables = ["event_subjects", "deliveries", "events"];

    public static TheoryData<string> Terms => ["4711", "freja@example.com", "+4520123456", "d2f00d11-1111-4111-8111-00000000beef", "203.0.113.7", "crm", ""];

    [Theory]
    [MemberData(nameof(Terms))]
    public async Task A_search_reads_no_whole_table(string term)
    {
        var webhook = await FillAsync();
        FindQuery[] queries =
        [
            new() { Term = SearchTerm.Read(term) },
            new() { Term = SearchTerm.Read(term), WebhookId = webhook, EventType = "CONVERSATION_CREATED" },
            new() { Term = SearchTerm.Read(term), State = DeliveryState.Failed },
            new() { Term = SearchTerm.Read(term), Outcome = OutcomeFilter.Read("503"), IsTest = false },
            new() { Term = SearchTerm.Read(term), Since = Store.Time.GetUtcNow().AddDays(-1), Until = Store.Time.GetUtcNow().AddDays(1) },
        ];

        foreach (var query in queries)
        {
            var finder = Store.Service<DeliveryFinder>();
            await PlansAsync(() => finder.FindAsync(query, Cancel), query);
            if (!query.ComparesRows)
            {
                await PlansAsync(() => finder.CountAsync(query, Cancel), query);
            }
        }
    }

    private async Task PlansAsync(Func<Task> read, FindQuery query)
    {
        var before = Store.Sql.Statements.Count;
        await read();
        var sent = Store.Sql.Statements.Skip(before).Distinct().Where(sql => Tables.Any(table => sql.Contains(table, StringComparison.Ordinal))).ToList();
        Assert.NotEmpty(sent);
        await using var context = await Store.ContextAsync();
        foreach (var sql in sent.Where(sql => !Nothing.Any(condition => sql.EndsWith(condition, StringComparison.Ordinal))))
        {
            var plan = await Store.Sql.PlanOfLastAsync(context.Database.GetDbConnection(), one => one == sql);
            Assert.True(!ReadsAll(plan, sql), $"{query}\n{sql}\n{plan}");
        }
    }

    /// <summary>A table that is read from one end up to a limit is not read as a whole, unless it is sorted first.</summary>
    private static bool ReadsAll(string plan, string sql)
    {
        var scans = plan.Split('\n').Where(step => Tables.Any(table => step.Contains($"Seq Scan on {table}", StringComparison.Ordinal)) || Scan().IsMatch(step)).ToList();
        var isLimited = sql.Contains("LIMIT", StringComparison.Ordinal) && !plan.Contains("Sort", StringComparison.Ordinal) && !plan.Contains("TEMP B-TREE", StringComparison.Ordinal);

        // PostgreSQL joins a page of several hundred deliveries with this few events by reading them all; with more events it does not.
        var joinsPage = plan.Contains("Hash Cond: (e.id = d.event_key)", StringComparison.Ordinal) && plan.Contains("->  Limit", StringComparison.Ordinal);
        scans = joinsPage ? [.. scans.Where(step => !step.Contains("Seq Scan on events", StringComparison.Ordinal))] : scans;
        return scans.Count > 0 && (!isLimited || plan.Contains("event_subjects", StringComparison.Ordinal));
    }

    private async Task<Guid> FillAsync()
    {
        var webhook = await Store.CreateWebhookAsync(draft => draft.Name = "CRM");
        await Store.BacklogAsync(webhook, Events);
        var other = await Store.CreateWebhookAsync(draft => draft.Name = "Shop");
        await using (var context = await Store.ContextAsync())
        {
            await context.Deliveries.Where(delivery => delivery.Id % 2 == 0).ExecuteUpdateAsync(delivery => delivery.SetProperty(row => row.SubscriptionId, other), Cancel);
        }

        await Store.ExecuteAsync("UPDATE deliveries SET state = CASE id % 50 WHEN 0 THEN 2 WHEN 2 THEN 2 WHEN 1 THEN 3 ELSE 1 END, last_status_code = 200 + id % 400, created_at = created_at + id * 10000000");
        foreach (var subject in Terms.SelectMany(row => SearchTerm.Read((string?)row.Data)?.Subjects ?? []).Append(SubjectKey.Of(SubjectKind.Email, "often@example.com")))
        {
            // One of them is in every event, the others in a few.
            var every = subject == SubjectKey.Of(SubjectKind.Email, "often@example.com") ? 1 : 997;
            await Store.ExecuteAsync(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"INSERT INTO event_subjects (subject, event_key) SELECT {subject.Value}, id FROM events WHERE id % {every} = 0"));
        }

        if (Store.Provider is StorageProvider.PostgreSql)
        {
            await Store.ExecuteAsync("ANALYZE");
        }

        return webhook;
    }

    [GeneratedRegex("^SCAN [a-z]( USING|$)")]
    private static partial Regex Scan();
}

[OnPostgres]
public sealed class DeliveryFinderPlanTestsOnPostgres : DeliveryFinderPlanTests;
