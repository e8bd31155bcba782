using Bunit;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Recording;
using Dixa.Webhooks.Admin.Storage.Tables;
using Dixa.Webhooks.Admin.Support;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Overview;

public sealed class OverviewPageTests : ComponentTest
{
    private NavigationManager Navigation => Services.GetRequiredService<NavigationManager>();

    private string Query => new Uri(Navigation.Uri).Query;

    [Fact]
    public async Task An_empty_list_invites_an_administrator_to_add_the_first()
    {
        var page = await OpenAsync(Role.Administrator);

        Assert.Equal(AppUrls.To(AppRoutes.NewWebhook), page.Find(ById("add-webhook")).GetAttribute("href"));
        Assert.Empty(page.FindAll(ById("overview-search")));
    }

    [Fact]
    public async Task Where_there_is_no_demo_none_is_offered() => Assert.Empty((await OpenAsync(Role.Administrator)).FindAll(ById("demo-play")));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Support_is_not_invited(bool webhooks)
    {
        if (webhooks)
        {
            await Store.CreateWebhookAsync();
        }

        var page = await OpenAsync(Role.Support);

        Assert.Empty(page.FindAll(ById("add-webhook")));
        Assert.Equal(webhooks ? 1 : 0, page.FindAll(ById("webhook-row")).Count);
    }

    [Fact]
    public async Task New_webhooks_appear_automatically()
    {
        var page = await OpenAsync(Role.Administrator);

        var id = await Store.CreateWebhookAsync();

        await page.WaitForAssertionAsync(() => Assert.Equal(id.ToString(), page.Find(ById("webhook-row")).GetAttribute("data-webhook-id")));
    }

    [Fact]
    public async Task Before_it_is_interactive_it_says_that_it_is_loading()
    {
        SignIn(Role.Support);
        await Store.CreateWebhookAsync();
        SetRendererInfo(new RendererInfo("Static", isInteractive: false));

        Assert.NotNull(Render<OverviewPage>().Find(ById("loading")));
    }

    [Fact]
    public async Task A_store_that_does_not_respond_is_tried_again()
    {
        await Store.CreateWebhookAsync();
        await Store.ExecuteAsync("ALTER TABLE event_statuses RENAME TO away");
        var page = await OpenAsync(Role.Support);
        Assert.NotNull(page.Find(ById("error-state")));

        await Store.ExecuteAsync("ALTER TABLE away RENAME TO event_statuses");
        await page.Find(ById("try-again")).ClickAsync();

        await page.WaitForAssertionAsync(() => Assert.Single(page.FindAll(ById("webhook-row"))));
    }

    [Fact]
    public async Task The_page_shows_what_the_address_says()
    {
        await ManyAsync(30);

        var page = await OpenAsync(Role.Support, "?q=hook&sort=created&dir=asc&page=2");

        Assert.Equal(["Webhook 25", "Webhook 26", "Webhook 27", "Webhook 28", "Webhook 29"], Names(page));
        Assert.Equal("26 to 30 of 30 webhooks", page.Find(ById("overview-place")).TextContent);
        Assert.Equal("hook", page.Find($"{ById("overview-search")}").GetAttribute("value"));
        Assert.Equal("Created", page.Find(ById("overview-sort")).GetAttribute("value"));
        Assert.Equal("Oldest first", page.Find(ById("overview-direction")).TextContent.Trim());
        Assert.Equal("Page 2 of 2", page.Find(ById("pager-place")).TextContent);
        Assert.Null(page.Find(ById("pager-next")).GetAttribute("href"));
        Assert.Equal(AppUrls.To(AppRoutes.Webhooks) + "?q=hook&sort=created&dir=asc", page.Find(ById("pager-previous")).GetAttribute("href"));
    }

    [Fact]
    public async Task A_filter_is_a_link_with_its_count_that_keeps_the_rest_and_begins_with_the_first_page()
    {
        await ManyAsync(30);

        var page = await OpenAsync(Role.Support, "?q=hook&sort=created&page=2");

        var failing = page.Find(ById("filter-Failing"));
        Assert.Equal(AppUrls.To(AppRoutes.Webhooks) + "?q=hook&show=failing&sort=created", failing.GetAttribute("href"));
        Assert.Equal("Failing 0", string.Join(' ', failing.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
        Assert.Contains("last attempt", failing.GetAttribute("title"), StringComparison.Ordinal);
        Assert.Equal("true", page.Find(ById("filter-All")).GetAttribute("aria-current"));
        Assert.False(failing.HasAttribute("aria-current"));
    }

    [Fact]
    public async Task Another_order_or_direction_is_another_address()
    {
        await ManyAsync(2);
        var page = await OpenAsync(Role.Support, "?q=hook");

        await page.Find(ById("overview-sort")).ChangeAsync("SuccessRate");
        Assert.Equal("?q=hook&sort=success-rate", Query);
        await page.Find(ById("overview-direction")).ClickAsync();
        Assert.Equal("?q=hook&sort=success-rate&dir=desc", Query);
        await page.Find(ById("overview-sort")).ChangeAsync("LastDelivery");
        Assert.Equal("?q=hook&sort=last-delivery", Query);
    }

    [Theory]
    [InlineData("?q=nothing", "No webhook has “nothing” in its name, URL, description, owner or tags.")]
    [InlineData("?show=disabled&sort=created", "No webhook is disabled.")]
    [InlineData("?q=nothing&show=auto-disabled", "No auto-disabled webhook has “nothing” in its name, URL, description, owner or tags.")]
    public async Task Where_none_matches_the_filters_can_be_cleared_and_the_order_stays(string query, string words)
    {
        await ManyAsync(2);
        var page = await OpenAsync(Role.Support, query);
        Assert.Contains(words, page.Find(ById("no-match")).TextContent, StringComparison.Ordinal);

        await page.Find(ById("clear-filters")).ClickAsync();

        await page.WaitForAssertionAsync(() => Assert.Equal(2, Names(page).Count));
        Assert.Equal(query.Contains("sort", StringComparison.Ordinal) ? "?sort=created" : "", Query);
    }

    [Fact]
    public async Task An_order_that_traffic_changes_can_be_refreshed()
    {
        await ManyAsync(2);
        var page = await OpenAsync(Role.Support, "?sort=last-delivery");
        await DeliveredAsync("Webhook 01");
        Store.Service<DeliveryFeed>().Publish(Guid.NewGuid());
        await page.WaitForAssertionAsync(() => Assert.Contains("Success (200)", page.FindAll(ById("webhook-row"))[1].TextContent, StringComparison.Ordinal));

        await page.Find(ById("overview-sort-again")).ClickAsync();

        await page.WaitForAssertionAsync(() => Assert.Equal(["Webhook 01", "Webhook 00"], Names(page)));
    }

    [Fact]
    public async Task The_search_starts_when_typing_pauses_and_keeps_later_input()
    {
        await ManyAsync(2);
        var page = await OpenAsync(Role.Support, "?sort=created&page=1");

        await page.Find(ById("overview-search")).InputAsync("hook");
        Store.Time.Advance(Shared.SearchField.Pause - TimeSpan.FromMilliseconds(1));
        await page.Find(ById("overview-search")).InputAsync("hook 01 ");
        Store.Time.Advance(Shared.SearchField.Pause - TimeSpan.FromMilliseconds(1));
        Assert.Equal("?sort=created&page=1", Query);
        Store.Time.Advance(TimeSpan.FromMilliseconds(1));

        await page.WaitForAssertionAsync(() => Assert.Equal(["Webhook 01"], Names(page)));
        Assert.Equal("?q=hook%2001&sort=created", Query);
        Assert.Equal("hook 01 ", page.Find(ById("overview-search")).GetAttribute("value"));

        Navigation.NavigateTo(AppRoutes.Webhooks);
        await page.WaitForAssertionAsync(() => Assert.Equal("", page.Find(ById("overview-search")).GetAttribute("value")));
    }

    private static IReadOnlyList<string> Names(IRenderedComponent<OverviewPage> page) => [.. page.FindAll(ById("webhook-name")).Select(name => name.TextContent)];

    private async Task ManyAsync(int count)
    {
        for (var i = 0; i < count; i++)
        {
            await Store.CreateWebhookAsync(draft => draft.Name = $"Webhook {i:00}");
            Store.Time.Advance(TimeSpan.FromSeconds(1));
        }
    }

    private async Task DeliveredAsync(string name)
    {
        await using var context = await Store.ContextAsync();
        var id = await context.Subscriptions.Where(webhook => webhook.Name == name).Select(webhook => webhook.Id).SingleAsync(Cancel);
        await Store.StoreAsync(new Storage.Tables.StoredEventStatus { SubscriptionId = id, EventType = "CONVERSATION_CREATED", StatusCode = 200, AttemptedAt = Store.Time.GetUtcNow() });
    }

    private async Task<IRenderedComponent<OverviewPage>> OpenAsync(Role role, string query = "")
    {
        SignIn(role);
        Navigation.NavigateTo(AppRoutes.Webhooks + query);
        var page = Render<OverviewPage>();
        await page.WaitForAssertionAsync(() => Assert.Empty(page.FindAll(ById("loading"))));
        return page;
    }
}
