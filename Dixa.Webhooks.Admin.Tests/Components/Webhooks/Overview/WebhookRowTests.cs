using Bunit;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Recording;
using Dixa.Webhooks.Admin.Subscriptions;
using Dixa.Webhooks.Admin.Subscriptions.Queries;
using Dixa.Webhooks.Admin.Support;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Overview;

public sealed class WebhookRowTests : ComponentTest
{
    [Fact]
    public async Task An_administrator_can_switch_edit_test_duplicate_and_remove()
    {
        var row = await ShowAsync(Actors.Administrator);
        var popovers = Render<MudPopoverProvider>();
        var id = Assert.Single(await Store.Reads.ListAsync(Cancel)).Id;

        await row.Find($"{ById("webhook-menu")} button").ClickAsync();

        Assert.NotNull(row.Find(ById("webhook-enabled")));
        await popovers.WaitForAssertionAsync(() => Assert.Equal("Remove", popovers.Find(ById("webhook-remove")).TextContent.Trim()));
        Assert.Equal(AppUrls.Webhook(id), popovers.Find(ById("webhook-open")).GetAttribute("href"));
        Assert.Equal(AppUrls.EditWebhook(id), popovers.Find(ById("webhook-edit")).GetAttribute("href"));
        Assert.Equal(AppUrls.TestWebhook(id), popovers.Find(ById("webhook-test")).GetAttribute("href"));
        Assert.Equal(AppUrls.CopyWebhook(id), popovers.Find(ById("webhook-copy")).GetAttribute("href"));
    }

    [Fact]
    public async Task The_menu_says_whose_it_is()
    {
        var row = await ShowAsync(Actors.Administrator);

        Assert.Equal("More for CRM updates", row.Find($"{ById("webhook-menu")} button").GetAttribute("aria-label"));
    }

    [Fact]
    public async Task Support_looks_and_changes_nothing()
    {
        var row = await ShowAsync(Actors.Support);

        Assert.NotNull(row.Find(ById("webhook-view")));
        Assert.Equal("Enabled", row.Find(ById("enabled-pill")).TextContent.Trim());
        Assert.Empty(row.FindAll(ById("webhook-enabled")));
        Assert.Empty(row.FindAll(ById("webhook-menu")));
        Assert.Empty(row.FindAll("input, button"));
    }

    [Fact]
    public async Task The_switch_stores_what_it_shows()
    {
        var row = await ShowAsync(Actors.Administrator);

        row.Find(ById("webhook-enabled")).Change(false);

        await row.WaitForAssertionAsync(() => Assert.Single(Services.GetRequiredService<ISnackbar>().ShownSnackbars));
        Assert.False(Assert.Single(await Store.Reads.ListAsync(Cancel)).Enabled);
    }

    [Theory]
    [InlineData("Disable", false, 0)]
    [InlineData("Keep enabled", true, 2)]
    public async Task Disabling_asks_with_the_number_of_pending_deliveries_first(string choice, bool enabled, int pending)
    {
        var dialogs = Render<MudDialogProvider>();
        var row = await ShowAsync(Actors.Administrator);
        var webhook = Assert.Single(await Store.Reads.ListAsync(Cancel)).Id;
        await Store.DeliveryAsync(webhook);
        await Store.DeliveryAsync(webhook);

        row.Find(ById("webhook-enabled")).Change(false);
        await dialogs.WaitForAssertionAsync(() => Assert.Contains("Disable CRM updates?", dialogs.Markup, StringComparison.Ordinal));
        Assert.Contains("2 pending deliveries will be cancelled.", dialogs.Markup, StringComparison.Ordinal);
        await dialogs.FindAll("button").Single(button => button.TextContent.Trim() == choice).ClickAsync();

        // The row is not reloaded in this test, so its switch shows the original state.
        await row.WaitForAssertionAsync(() => Assert.True(row.Find(ById("webhook-enabled")).HasAttribute("checked")));
        await row.WaitForAssertionAsync(() => Assert.Equal(enabled ? 0 : 1, Services.GetRequiredService<ISnackbar>().ShownSnackbars.Count()));
        Assert.Equal(enabled, Assert.Single(await Store.Reads.ListAsync(Cancel)).Enabled);
        Assert.Equal(pending, await Store.Service<PendingDeliveryCounter>().CountAsync(webhook, Cancel));
    }

    [Fact]
    public async Task A_very_long_queue_is_counted_up_to_a_cap()
    {
        var dialogs = Render<MudDialogProvider>();
        var row = await ShowAsync(Actors.Administrator);
        await Store.BacklogAsync(Assert.Single(await Store.Reads.ListAsync(Cancel)).Id, PendingDeliveryCounter.MaxCount + 1);

        row.Find(ById("webhook-enabled")).Change(false);

        await dialogs.WaitForAssertionAsync(() => Assert.Contains("10,000 or more pending deliveries will be cancelled.", dialogs.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_refused_switch_reverts_and_shows_the_reason()
    {
        var row = await ShowAsync(Actors.Administrator);
        var webhook = Assert.Single(await Store.Reads.ListAsync(Cancel));
        await Store.Changes.EditAsync(Actors.Administrator, webhook.Id, webhook.Revision, Drafts.With(draft => draft.Name = "Theirs"), Cancel);

        row.Find(ById("webhook-enabled")).Change(false);

        await row.WaitForAssertionAsync(() => Assert.Contains("changed by someone else", Assert.Single(Services.GetRequiredService<ISnackbar>().ShownSnackbars).Message, StringComparison.Ordinal));
        await row.WaitForAssertionAsync(() => Assert.True(row.Find(ById("webhook-enabled")).HasAttribute("checked")));
        Assert.True(Assert.Single(await Store.Reads.ListAsync(Cancel)).Enabled);
    }

    [Theory]
    [InlineData(Role.Support)]
    [InlineData(null)]
    public async Task Someone_who_was_demoted_or_removed_cannot_change_anything_on_an_open_page(Role? now)
    {
        var row = await ShowAsync(Actors.Administrator);
        GiveRole(now);

        row.Find(ById("webhook-enabled")).Change(false);

        await row.WaitForAssertionAsync(() => Assert.Contains("Only administrators", Assert.Single(Services.GetRequiredService<ISnackbar>().ShownSnackbars).Message, StringComparison.Ordinal));
        Assert.True(Assert.Single(await Store.Reads.ListAsync(Cancel)).Enabled);
    }

    [Fact]
    public void A_disabled_webhook_says_in_a_word_whose_doing_it_is()
    {
        Assert.Equal("Auto-disabled", Reason(DisableReason.After(25, AttemptResult.Responded(500))));
        Assert.Equal("Disabled by Ada", Reason(DisableReason.By(Actors.Administrator)));

        string Reason(DisableReason reason) => Show(Webhook() with { Enabled = false, DisabledReason = reason }).Find(ById("webhook-disabled-reason")).TextContent;
    }

    [Theory]
    [InlineData(1, "1 consecutive failure (disabled at 25)")]
    [InlineData(25, "25 consecutive failures (disabled at 25)")]
    [InlineData(40, "40 consecutive failures")]
    public void Consecutive_failures_are_shown_with_the_limit(int failures, string words)
    {
        var shown = Show(Webhook() with { ConsecutiveFailures = failures }).Find(ById("webhook-failures"));

        Assert.Equal(words, shown.TextContent);
        Assert.Equal("The webhook is disabled after 25 consecutive failures within 3 hours.", shown.GetAttribute("title"));
    }

    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 7)]
    public void Consecutive_failures_are_hidden_when_they_cannot_disable_the_webhook(bool enabled, int failures) =>
        Assert.Empty(Show(Webhook() with { Enabled = enabled, ConsecutiveFailures = failures }).FindAll(ById("webhook-failures")));

    [Fact]
    public void A_day_without_attempts_says_so_and_has_no_bars()
    {
        var row = Show(Webhook());

        Assert.Equal("No attempts", row.Find(ById("webhook-rate")).TextContent);
        Assert.Empty(row.FindAll(ById("webhook-bars")));
    }

    [Fact]
    public void A_day_has_a_rate_and_bars_with_an_accessible_name()
    {
        var row = Show(Webhook() with { Day = new DayOutcome([new AttemptCount(Store.Time.GetUtcNow(), 982, 18)]) });

        Assert.Equal("98.2 %", row.Find(ById("webhook-rate")).TextContent);
        Assert.Equal("98.2 % of 1,000 attempts in the last 24 hours succeeded", row.Find(ById("webhook-bars")).GetAttribute("aria-label"));
    }

    private static WebhookListItem Webhook() =>
        new(Guid.NewGuid(), "CRM updates", "https://example.com/webhooks", 2, Enabled: true, DisabledReason: null, ConsecutiveFailures: 0, LastDelivery: null, new DayOutcome([]), Revision: 1);

    private IRenderedComponent<WebhookRow> Show(WebhookListItem webhook) =>
        Render<WebhookRow>(parameters => parameters.Add(row => row.Webhook, webhook).Add(row => row.Actor, Actors.Support));

    private async Task<IRenderedComponent<WebhookRow>> ShowAsync(Actor actor)
    {
        await Store.CreateWebhookAsync();
        SignIn(actor.Role);
        var webhook = Assert.Single((await Store.Service<WebhookSearch>().FindAsync(WebhookQuery.Default, Cancel)).Rows);
        return Render<WebhookRow>(parameters => parameters.Add(row => row.Webhook, webhook).Add(row => row.Actor, actor));
    }
}
