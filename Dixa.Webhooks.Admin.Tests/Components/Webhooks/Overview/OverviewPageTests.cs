using Bunit;
using Dixa.Webhooks.Admin.Components.Shared;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Audit;
using Dixa.Webhooks.Admin.Recording;
using Dixa.Webhooks.Admin.Storage.Tables;
using Dixa.Webhooks.Admin.Support;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;

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

    [Fact]
    public async Task While_the_list_is_held_its_rows_stay_and_show_current_values()
    {
        await ManyAsync(2);
        var page = await OpenAsync(Role.Administrator);
        await page.InvokeAsync(() => page.FindComponent<HoldArea>().Instance.HoldAsync(true));

        await Store.CreateWebhookAsync(draft => draft.Name = "A new one");
        await DeliveredAsync("Webhook 01");
        Store.Time.Advance(DeliveryFeed.Pause);
        Store.Service<DeliveryFeed>().Publish(Guid.NewGuid());
        await page.WaitForAssertionAsync(() => Assert.Equal("The list has changed", page.Find(ById("news")).TextContent));
        await page.WaitForAssertionAsync(() => Assert.Contains("Success (200)", page.FindAll(ById("webhook-row"))[1].TextContent, StringComparison.Ordinal));
        Assert.Equal(["Webhook 00", "Webhook 01"], Names(page));

        await page.Find(ById("show-news")).ClickAsync();

        Assert.Equal(["A new one", "Webhook 00", "Webhook 01"], Names(page));
    }

    [Fact]
    public async Task The_size_of_a_page_and_a_page_are_chosen()
    {
        await ManyAsync(80);
        var page = await OpenAsync(Role.Support);

        await page.Find(ById("pager-jump")).ChangeAsync("4");
        await page.WaitForAssertionAsync(() => Assert.Equal("76 to 80 of 80 webhooks", page.Find(ById("overview-place")).TextContent));
        Assert.Equal("?page=4", Query);
        await page.Find(ById("pager-jump")).ChangeAsync("99");
        Assert.Equal("?page=4", Query);
        await page.Find(ById("pager-size")).ChangeAsync("100");

        await page.WaitForAssertionAsync(() => Assert.Equal(80, Names(page).Count));
        Assert.Equal("?size=100", Query);
    }

    [Fact]
    public async Task Support_selects_nothing()
    {
        await ManyAsync(2);

        Assert.Empty((await OpenAsync(Role.Support)).FindAll("input[type=checkbox]"));
    }

    [Fact]
    public async Task Selected_webhooks_are_disabled_and_one_that_someone_else_changed_is_named()
    {
        await ManyAsync(3);
        var dialogs = Render<MudDialogProvider>();
        var page = await OpenAsync(Role.Administrator);
        var webhooks = await Store.Reads.ListAsync(Cancel);
        await Store.DeliveryAsync(webhooks[0].Id);
        await Store.DeliveryAsync(webhooks[0].Id);
        await page.Find(ById("select-page")).ChangeAsync(true);
        Assert.Equal("3 webhooks selected", page.Find(ById("selection-count")).TextContent);
        await Store.Changes.EditAsync(Actors.Administrator, webhooks[1].Id, webhooks[1].Revision, Drafts.With(draft => draft.Name = "Theirs"), Cancel);

        Ask(page, "selected-disable");
        await dialogs.WaitForAssertionAsync(() => Assert.Contains(
            "3 webhooks will be disabled. Nothing more is sent to them until they are enabled again. 2 pending deliveries will be cancelled.", dialogs.Find(ById("selected-consequence")).TextContent, StringComparison.Ordinal));
        Assert.Equal(["Webhook 00", "Webhook 01", "Webhook 02"], dialogs.FindAll($"{ById("selected-names")} li").Select(name => name.TextContent));
        await dialogs.Find(ById("selected-confirm")).ClickAsync();

        await dialogs.WaitForAssertionAsync(() => Assert.Equal("2 webhooks were disabled. 1 webhook could not be changed:", dialogs.Find(ById("selected-result")).TextContent));
        Assert.Contains("Webhook 01 was changed by someone else.", Assert.Single(dialogs.FindAll($"{ById("selected-failures")} li")).TextContent, StringComparison.Ordinal);
        await dialogs.Find(ById("selected-close")).ClickAsync();
        await page.WaitForAssertionAsync(() => Assert.Empty(page.FindAll(ById("selection"))));
        Assert.Equal([false, true, false], (await Store.Reads.ListAsync(Cancel)).OrderBy(webhook => webhook.Id).Select(webhook => webhook.Enabled));
        Assert.Equal(2, (await Store.AuditedAsync()).Count(entry => entry.Action is AuditAction.WebhookDisabled));
    }

    [Fact]
    public async Task Those_that_are_enabled_already_are_left_out_and_the_selection_stays_on_other_pages()
    {
        await ManyAsync(30);
        var first = (await Store.Reads.ListAsync(Cancel)).Single(webhook => webhook.Name == "Webhook 00");
        await Store.Changes.SetEnabledAsync(Actors.Administrator, first.Id, first.Revision, enabled: false, Cancel);
        var dialogs = Render<MudDialogProvider>();
        var page = await OpenAsync(Role.Administrator);
        await page.FindAll(ById("select-row"))[0].ChangeAsync(true);
        Navigation.NavigateTo(page.Find(ById("pager-next")).GetAttribute("href")!);
        await page.WaitForAssertionAsync(() => Assert.Equal(5, Names(page).Count));
        await page.FindAll(ById("select-row"))[0].ChangeAsync(true);

        Ask(page, "selected-enable");
        await dialogs.WaitForAssertionAsync(() => Assert.Equal("1 webhook is already enabled and left out.", dialogs.Find(ById("selected-left-out")).TextContent));
        await dialogs.Find(ById("selected-confirm")).ClickAsync();

        await dialogs.WaitForAssertionAsync(() => Assert.Equal("1 webhook was enabled.", dialogs.Find(ById("selected-result")).TextContent));
        Assert.All(await Store.Reads.ListAsync(Cancel), webhook => Assert.True(webhook.Enabled));
    }

    [Fact]
    public async Task Selected_webhooks_are_removed_once_that_is_confirmed()
    {
        await ManyAsync(3);
        var dialogs = Render<MudDialogProvider>();
        var page = await OpenAsync(Role.Administrator);
        await page.FindAll(ById("select-row"))[0].ChangeAsync(true);
        await page.FindAll(ById("select-row"))[2].ChangeAsync(true);

        Ask(page, "selected-remove");
        await dialogs.WaitForAssertionAsync(() => Assert.Contains("This can't be undone.", dialogs.Find(ById("selected-consequence")).TextContent, StringComparison.Ordinal));
        await dialogs.Find(ById("selected-cancel")).ClickAsync();
        Assert.Equal(3, (await Store.Reads.ListAsync(Cancel)).Count);

        Ask(page, "selected-remove");
        await dialogs.WaitForAssertionAsync(() => Assert.False(dialogs.Find(ById("selected-confirm")).HasAttribute("disabled")));
        await dialogs.Find(ById("selected-confirm")).ClickAsync();
        await dialogs.WaitForAssertionAsync(() => Assert.NotEmpty(dialogs.FindAll(ById("selected-close"))));
        await dialogs.Find(ById("selected-close")).ClickAsync();

        await page.WaitForAssertionAsync(() => Assert.Equal(["Webhook 01"], Names(page)));
    }

    [Fact]
    public async Task Someone_who_was_demoted_changes_nothing()
    {
        await ManyAsync(1);
        var dialogs = Render<MudDialogProvider>();
        var page = await OpenAsync(Role.Administrator);
        await page.Find(ById("select-row")).ChangeAsync(true);
        Ask(page, "selected-remove");
        await dialogs.WaitForAssertionAsync(() => Assert.False(dialogs.Find(ById("selected-confirm")).HasAttribute("disabled")));
        GiveRole(Role.Support);

        await dialogs.Find(ById("selected-confirm")).ClickAsync();

        await dialogs.WaitForAssertionAsync(() => Assert.Contains("Only administrators", dialogs.Find(ById("selected-failures")).TextContent, StringComparison.Ordinal));
        Assert.Single(await Store.Reads.ListAsync(Cancel));
    }

    // The click ends when the dialog is closed.
    private static void Ask(IRenderedComponent<OverviewPage> page, string action) => _ = page.InvokeAsync(() => page.Find(ById(action)).ClickAsync());

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
