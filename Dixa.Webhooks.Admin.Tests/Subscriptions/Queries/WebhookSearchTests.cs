using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Recording;
using Dixa.Webhooks.Admin.Storage;
using Dixa.Webhooks.Admin.Storage.Tables;
using Dixa.Webhooks.Admin.Support;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Subscriptions.Queries;

public class WebhookSearchTests : StoreTest
{
    private WebhookSearch Search => Store.Service<WebhookSearch>();

    [Theory]
    [InlineData("", "Alpha", "beta 100%", "Ørsted")]
    [InlineData("ALP", "Alpha")]
    [InlineData("ørsted", "Ørsted")]
    [InlineData("ØRSTED", "Ørsted")]
    [InlineData("crm.example", "Alpha")]
    [InlineData("  example.com  CRM ", "Alpha")]
    [InlineData("alpha beta")]
    [InlineData("100%", "beta 100%")]
    [InlineData("%")]
    [InlineData("_lpha")]
    [InlineData("hook_1", "beta 100%")]
    [InlineData("\\")]
    [InlineData("ØSTERBRO", "Alpha")]
    [InlineData("crm team", "Alpha")]
    [InlineData("PRODuction", "beta 100%")]
    [InlineData("tag", "beta 100%")]
    public async Task Each_word_of_the_search_is_in_the_name_the_URL_or_a_label(string search, params string[] found)
    {
        await Store.CreateWebhookAsync(draft => (draft.Name, draft.Url, draft.Description, draft.Owner) = ("Alpha", "https://crm.example.com/in", "Events of Østerbro", "Crm Team"));
        await Store.CreateWebhookAsync(draft => (draft.Name, draft.Url, draft.Tags) = ("beta 100%", "https://example.com/hook_1", ["Production", "tag"]));
        await Store.CreateWebhookAsync(draft => (draft.Name, draft.Url) = ("Ørsted", "https://example.org/hookx1"));

        // Wildcards are escaped: only "beta 100%" contains this character.
        Assert.Equal(search == "%" ? ["beta 100%"] : found, await NamesAsync(WebhookQuery.Default with { Search = search }));
    }

    [Theory]
    [InlineData(WebhookFilter.All, "auto", "by hand", "fine", "red", "run", "silent", "used to be red")]
    [InlineData(WebhookFilter.Enabled, "fine", "red", "run", "silent", "used to be red")]
    [InlineData(WebhookFilter.Disabled, "auto", "by hand")]
    [InlineData(WebhookFilter.AutoDisabled, "auto")]
    [InlineData(WebhookFilter.Failing, "red", "run")]
    public async Task A_filter_returns_matching_webhooks_and_their_count(WebhookFilter filter, params string[] names)
    {
        await Named("silent");
        var fine = await Named("fine");
        var red = await Named("red");
        var usedToBeRed = await Named("used to be red");
        var run = await Named("run");
        var byHand = await Named("by hand");
        var auto = await Named("auto");
        await Store.StoreAsync(
            Status(fine, "CONVERSATION_CREATED", 399),
            Status(red, "CONVERSATION_CREATED", 200, minute: 2),
            Status(red, "CONVERSATION_RATED", 400),
            Status(usedToBeRed, "CONVERSATION_OPEN", 500),
            Status(run, "CONVERSATION_CREATED", 200),
            Status(byHand, "CONVERSATION_CREATED", null, FailureClass.Timeout),
            Status(auto, "CONVERSATION_CREATED", 500));
        await FailuresAsync(run, 3);
        await FailuresAsync(auto, 25);
        await Store.Changes.SetEnabledAsync(Actors.Administrator, byHand, 1, enabled: false, Cancel);
        await DisableAutomaticallyAsync(auto);

        var found = await Search.FindAsync(WebhookQuery.Default with { Filter = filter }, Cancel);

        Assert.Equal(names, found.Rows.Select(row => row.Name));
        Assert.Equal((names.Length, names.Length), (found.Total, found.Counts[filter]));
        Assert.Equal([7, 5, 2, 1, 2], found.Counts.OrderBy(count => count.Key).Select(count => count.Value));
    }

    [Theory]
    [InlineData(WebhookSort.Name, false, "alpha", "Beta", "gamma")]
    [InlineData(WebhookSort.Name, true, "gamma", "Beta", "alpha")]
    [InlineData(WebhookSort.Created, false, "gamma", "alpha", "Beta")]
    [InlineData(WebhookSort.Created, true, "Beta", "alpha", "gamma")]
    [InlineData(WebhookSort.LastDelivery, true, "Beta", "alpha", "gamma")]
    [InlineData(WebhookSort.LastDelivery, false, "alpha", "Beta", "gamma")]
    [InlineData(WebhookSort.SuccessRate, false, "alpha", "gamma", "Beta")]
    [InlineData(WebhookSort.SuccessRate, true, "gamma", "alpha", "Beta")]
    public async Task An_order_is_kept_and_webhooks_without_a_value_come_last(WebhookSort sort, bool descending, params string[] names)
    {
        var gamma = await Named("gamma");
        Store.Time.Advance(TimeSpan.FromMinutes(1));
        var alpha = await Named("alpha");
        Store.Time.Advance(TimeSpan.FromMinutes(1));
        var beta = await Named("Beta");
        await Store.StoreAsync(
            Status(alpha, "CONVERSATION_CREATED", 200, minute: 5),
            Status(beta, "CONVERSATION_CREATED", 200, minute: 1),
            Status(beta, "CONVERSATION_RATED", 500, minute: 9),
            Hour(gamma, ago: 1, delivered: 9, failed: 1),
            Hour(alpha, ago: 0, delivered: 1, failed: 2),
            Hour(alpha, ago: 23, delivered: 2, failed: 1),

            // One attempt that is too old, and no attempt at all.
            Hour(beta, ago: 24, delivered: 5, failed: 5),
            Hour(beta, ago: 2, delivered: 0, failed: 0));

        Assert.Equal(names, await NamesAsync(WebhookQuery.Default with { Sort = sort, Descending = descending }));
    }

    [Fact]
    public async Task A_row_has_all_that_a_screen_shows_of_it()
    {
        var id = await Store.CreateWebhookAsync();
        await Store.StoreAsync(
            Status(id, "CONVERSATION_CREATED", 200, minute: 5),
            Status(id, "CONVERSATION_RATED", null, FailureClass.Refused, minute: 8),
            Hour(id, ago: 0, delivered: 3, failed: 1));
        await FailuresAsync(id, 4);

        var row = Assert.Single((await Search.FindAsync(WebhookQuery.Default, Cancel)).Rows);

        Assert.Equal((id, "CRM updates", "https://example.com/webhooks", 2, true, null, 4, 1), (row.Id, row.Name, row.Url, row.EventCount, row.Enabled, row.DisabledReason, row.ConsecutiveFailures, row.Revision));
        Assert.Equal(new TypeStatus(EventStatus.Of(AttemptResult.Failed(FailureClass.Refused)), Store.Time.GetUtcNow().AddMinutes(8)), row.LastDelivery);
        Assert.Equal((24, 0.75), (row.Day.Hours.Count, row.Day.SuccessRate));
    }

    [Fact]
    public async Task A_page_has_25_and_one_beyond_the_last_is_the_last()
    {
        for (var i = 0; i < 27; i++)
        {
            await Named($"Webhook {i:00}");
        }

        var first = await Search.FindAsync(WebhookQuery.Default, Cancel);
        var last = await Search.FindAsync(WebhookQuery.Default with { Page = 99 }, Cancel);

        Assert.Equal((25, 1, 2, 27), (first.Rows.Count, first.Page, first.Pages, first.Total));
        Assert.Equal((2, "Webhook 25"), (last.Page, last.Rows[0].Name));
        Assert.Equal(2, last.Rows.Count);
    }

    [Fact]
    public async Task Without_webhooks_there_is_one_empty_page()
    {
        var found = await Search.FindAsync(WebhookQuery.Default with { Page = 3 }, Cancel);

        Assert.Empty(found.Rows);
        Assert.Equal((1, 1, 0), (found.Page, found.Pages, found.Total));
    }

    [Fact]
    public async Task Traffic_changes_what_a_page_shows_but_not_its_order()
    {
        var query = WebhookQuery.Default with { Sort = WebhookSort.LastDelivery, Descending = true };
        var (alpha, beta) = (await Named("alpha"), await Named("beta"));
        await Store.StoreAsync(Status(alpha, "CONVERSATION_CREATED", 200, minute: 2), Status(beta, "CONVERSATION_CREATED", 200, minute: 1));
        var shown = await Search.FindAsync(query, Cancel);
        await Store.StoreAsync(Status(beta, "CONVERSATION_RATED", 500, minute: 3));

        var refreshed = await Search.RefreshAsync(query, shown, Cancel);

        Assert.Equal(["alpha", "beta"], refreshed.Rows.Select(row => row.Name));
        Assert.Equal("Failed (500)", refreshed.Rows[1].LastDelivery!.Status.Text);
        Assert.Equal(1, refreshed.Counts[WebhookFilter.Failing]);
        Assert.Equal(["beta", "alpha"], await NamesAsync(query));
    }

    [Fact]
    public async Task A_page_is_searched_again_when_other_webhooks_match()
    {
        var query = WebhookQuery.Default with { Sort = WebhookSort.LastDelivery, Descending = true, Filter = WebhookFilter.Failing };
        var (alpha, beta) = (await Named("alpha"), await Named("beta"));
        await FailuresAsync(alpha, 1);
        var shown = await Search.FindAsync(query, Cancel);

        // The same number of webhooks, but different ones.
        await FailuresAsync(alpha, 0);
        await FailuresAsync(beta, 1);
        var changed = await Search.RefreshAsync(query, shown, Cancel);
        Assert.Equal(["beta"], changed.Rows.Select(row => row.Name));

        await FailuresAsync(alpha, 1);
        Assert.Equal(["alpha", "beta"], (await Search.RefreshAsync(query, changed, Cancel)).Rows.Select(row => row.Name));
    }

    [Fact]
    public async Task Nothing_that_is_encrypted_is_read()
    {
        await Store.CreateWebhookAsync();
        var before = Store.Sql.Statements.Count;

        await Search.FindAsync(WebhookQuery.Default with { Search = "crm", Filter = WebhookFilter.Failing, Sort = WebhookSort.SuccessRate }, Cancel);

        var sent = string.Join('\n', Store.Sql.Statements.Skip(before));
        Assert.Contains("FROM subscriptions AS", sent.Replace("\"", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain("secret", sent, StringComparison.Ordinal);
        Assert.DoesNotContain("headers", sent, StringComparison.Ordinal);
        Assert.DoesNotContain("authorization", sent, StringComparison.Ordinal);
    }

    private async Task<IEnumerable<string>> NamesAsync(WebhookQuery query) => (await Search.FindAsync(query, Cancel)).Rows.Select(row => row.Name);

    private Task<Guid> Named(string name) => Store.CreateWebhookAsync(draft => draft.Name = name);

    private async Task FailuresAsync(Guid webhook, int failures)
    {
        await using var context = await Store.ContextAsync();
        await context.Lanes.Where(lane => lane.SubscriptionId == webhook).ExecuteUpdateAsync(lane => lane.SetProperty(row => row.ConsecutiveFailures, failures), Cancel);
    }

    [Fact]
    public async Task A_page_has_as_many_webhooks_as_asked_for()
    {
        for (var i = 0; i < 60; i++)
        {
            await Store.CreateWebhookAsync(draft => draft.Name = $"Webhook {i:00}");
        }

        var page = await Search.FindAsync(WebhookQuery.Default with { Page = 2, PageSize = 50 }, Cancel);

        Assert.Equal((2, 60, 10, "Webhook 50"), (page.Pages, page.Total, page.Rows.Count, page.Rows[0].Name));
    }

    [Fact]
    public async Task Shown_rows_are_refreshed_in_place_and_a_change_of_the_list_is_reported()
    {
        var (alpha, beta) = (await Named("Alpha"), await Named("Beta"));
        var query = WebhookQuery.Default with { Filter = WebhookFilter.Enabled };
        var shown = await Search.FindAsync(query, Cancel);
        Assert.False((await Search.RefreshRowsAsync(query, shown, Cancel)).IsOutdated);

        await Store.Changes.SetEnabledAsync(Actors.Administrator, alpha, 1, enabled: false, Cancel);
        await Store.Changes.RemoveAsync(Actors.Administrator, beta, 1, Cancel);
        await Named("Aaa");
        var (page, isOutdated) = await Search.RefreshRowsAsync(query, shown, Cancel);

        Assert.True(isOutdated);
        Assert.Equal([("Alpha", false), ("Beta", true)], page.Rows.Select(row => (row.Name, row.Enabled)));
        Assert.Equal(1, page.Counts[WebhookFilter.Enabled]);

        Task<Guid> Named(string name) => Store.CreateWebhookAsync(draft => draft.Name = name);
    }

    private async Task DisableAutomaticallyAsync(Guid webhook)
    {
        var reason = DisableReason.After(25, AttemptResult.Responded(500));
        await using var context = await Store.ContextAsync();
        await context.Subscriptions.Where(row => row.Id == webhook).ExecuteUpdateAsync(
            row => row.SetProperty(changed => changed.Enabled, false)
                .SetProperty(changed => changed.DisabledReason, reason),
            Cancel);
    }

    private StoredEventStatus Status(Guid webhook, string type, int? code, FailureClass? failure = null, int minute = 0) => new()
    {
        SubscriptionId = webhook,
        EventType = type,
        StatusCode = code,
        Failure = failure,
        AttemptedAt = Store.Time.GetUtcNow().AddMinutes(minute),
    };

    // The time is a few minutes past noon.
    private static StoredHour Hour(Guid webhook, int ago, long delivered, long failed) => new()
    {
        SubscriptionId = webhook,
        Hour = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero).AddHours(-ago),
        Delivered = delivered,
        FailedAttempts = failed,
    };
}

[OnPostgres]
public sealed class WebhookSearchTestsOnPostgres : WebhookSearchTests;
