using Bunit;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Subscriptions;
using Dixa.Webhooks.Admin.Support;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Parts;

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

    [Fact]
    public async Task A_switch_that_is_refused_goes_back_and_says_why()
    {
        var row = await ShowAsync(Actors.Administrator);
        var webhook = Assert.Single(await Store.Reads.ListAsync(Cancel));
        await Store.Changes.EditAsync(Actors.Administrator, webhook.Id, webhook.Revision, Drafts.With(draft => draft.Name = "Theirs"), Cancel);

        row.Find(ById("webhook-enabled")).Change(false);

        await row.WaitForAssertionAsync(() => Assert.Contains("changed by somebody else", Assert.Single(Services.GetRequiredService<ISnackbar>().ShownSnackbars).Message, StringComparison.Ordinal));
        await row.WaitForAssertionAsync(() => Assert.True(row.Find(ById("webhook-enabled")).HasAttribute("checked")));
        Assert.True(Assert.Single(await Store.Reads.ListAsync(Cancel)).Enabled);
    }

    [Theory]
    [InlineData(Role.Support)]
    [InlineData(null)]
    public async Task Who_was_demoted_or_removed_meanwhile_changes_nothing_on_an_open_page(Role? now)
    {
        var row = await ShowAsync(Actors.Administrator);
        GiveRole(now);

        row.Find(ById("webhook-enabled")).Change(false);

        await row.WaitForAssertionAsync(() => Assert.Contains("Only administrators", Assert.Single(Services.GetRequiredService<ISnackbar>().ShownSnackbars).Message, StringComparison.Ordinal));
        Assert.True(Assert.Single(await Store.Reads.ListAsync(Cancel)).Enabled);
    }

    [Fact]
    public async Task A_disabled_webhook_says_in_a_word_whose_doing_it_is()
    {
        await ShowAsync(Actors.Administrator);
        var webhook = Assert.Single(await Store.Reads.ListAsync(Cancel)) with { Enabled = false };

        Assert.Equal("Auto-disabled", Because(DisableReason.AfterFailures(25, AttemptResult.Answered(500))));
        Assert.Equal("Disabled by Ada", Because(DisableReason.ByAdministrator(Actors.Administrator)));

        string Because(string reason) => Render<WebhookRow>(parameters => parameters.Add(row => row.Webhook, webhook with { DisabledBecause = reason }).Add(row => row.Actor, Actors.Support))
            .Find(ById("webhook-disabled-because")).TextContent;
    }

    private async Task<IRenderedComponent<WebhookRow>> ShowAsync(Actor actor)
    {
        await Store.CreateWebhookAsync();
        SignIn(actor.Role);
        WebhookSummary webhook = Assert.Single(await Store.Reads.ListAsync(Cancel));
        return Render<WebhookRow>(parameters => parameters.Add(row => row.Webhook, webhook).Add(row => row.Actor, actor));
    }
}
