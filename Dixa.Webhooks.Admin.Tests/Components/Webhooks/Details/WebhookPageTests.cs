using Bunit;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Storage.Tables;
using Dixa.Webhooks.Admin.Support;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Details;

public sealed class WebhookPageTests : ComponentTest
{
    [Fact]
    public async Task An_administrator_can_reveal_the_secret()
    {
        var id = await Store.CreateWebhookAsync();
        var page = await OpenAsync(Role.Administrator, id);

        await page.Find(ById("secret-reveal")).ClickAsync();

        Assert.Equal((await Store.WebhookAsync(id)).Secret.Reveal(), page.Find(ById("secret-value")).TextContent);
    }

    [Fact]
    public async Task Someone_who_was_demoted_cannot_reveal_the_secret()
    {
        var id = await Store.CreateWebhookAsync();
        var page = await OpenAsync(Role.Administrator, id);
        GiveRole(Role.Support);

        await page.Find(ById("secret-reveal")).ClickAsync();

        Assert.Equal(Mask.Text, page.Find(ById("secret-value")).TextContent);
    }

    [Fact]
    public async Task Support_sees_neither_a_secret_nor_a_header_value_nor_a_way_to_edit()
    {
        var id = await Store.CreateWebhookAsync(draft => draft.Headers.Add(new() { Name = "X-Api-Key", Value = "k3y-of-theirs" }));
        var page = await OpenAsync(Role.Support, id);

        Assert.Contains("X-Api-Key", page.Find(ById("header-names")).TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("k3y-of-theirs", page.Markup, StringComparison.Ordinal);
        Assert.Empty(page.FindAll(ById("secret-value")));
        Assert.Empty(page.FindAll(ById("edit-webhook")));
        Assert.Empty(page.FindAll(ById("send-test")));
    }

    [Fact]
    public async Task An_administrator_is_led_to_a_test()
    {
        var id = await Store.CreateWebhookAsync();
        Services.GetRequiredService<NavigationManager>().NavigateTo($"{AppUrls.Webhook(id)}?created=True");

        var page = await OpenAsync(Role.Administrator, id);

        Assert.Equal(AppUrls.TestWebhook(id), page.Find(ById("send-test")).GetAttribute("href"));
        Assert.Equal(AppUrls.TestWebhook(id), page.Find(ById("created-test")).GetAttribute("href"));
    }

    [Fact]
    public async Task A_webhook_that_is_removed_while_open_is_reported()
    {
        var id = await Store.CreateWebhookAsync();
        var page = await OpenAsync(Role.Administrator, id);

        await Store.Changes.RemoveAsync(Actors.Administrator, id, (await Store.WebhookAsync(id)).Revision, Cancel);

        await page.WaitForAssertionAsync(() => Assert.Contains("was removed", page.Find(ById("missing")).TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_disabled_webhook_says_why_nothing_is_sent()
    {
        var id = await Store.CreateWebhookAsync();
        await Store.Changes.SetEnabledAsync(Actors.Administrator, id, (await Store.WebhookAsync(id)).Revision, enabled: false, Cancel);

        var page = await OpenAsync(Role.Support, id);

        Assert.Equal("Ada disabled this webhook.", page.Find(ById("disabled-reason")).TextContent);
        Assert.Equal("Disabled", page.Find(ById("enabled-pill")).TextContent.Trim());
    }

    [Fact]
    public async Task Each_subscribed_event_has_a_status()
    {
        var id = await Store.CreateWebhookAsync(draft => draft.Events = ["CONVERSATION_CREATED", "CONVERSATION_CLOSED"]);
        await Store.StoreAsync(new Storage.Tables.StoredEventStatus { SubscriptionId = id, EventType = "CONVERSATION_CLOSED", AttemptedAt = Store.Time.GetUtcNow(), StatusCode = 500 });

        var page = await OpenAsync(Role.Support, id);

        await page.WaitForAssertionAsync(() => Assert.Equal("failed", page.Find(ById("event-status-CONVERSATION_CLOSED")).GetAttribute("data-light")));
        Assert.Equal("not-emitted", page.Find(ById("event-status-CONVERSATION_CREATED")).GetAttribute("data-light"));
        Assert.Equal(2, page.FindAll("[data-testid^=event-row-]").Count);
    }

    [Fact]
    public async Task The_address_says_which_tab_is_open()
    {
        var id = await Store.CreateWebhookAsync();

        var page = await OpenAsync(Role.Support, id, "verify");

        Assert.Equal("Verify", page.Find("[aria-label='CRM updates'] a[aria-current='page']").TextContent);
        Assert.Equal(AppUrls.Webhook(id), page.Find(ById("tab-events")).GetAttribute("href"));
        Assert.Empty(page.FindAll(ById("url-value")));
    }

    [Fact]
    public async Task Another_tab_opens_without_the_page_being_loaded_again()
    {
        var id = await Store.CreateWebhookAsync();
        var page = await OpenAsync(Role.Support, id);
        await Store.ExecuteAsync("DELETE FROM subscriptions");

        page.Render(parameters => parameters.Add(p => p.Id, id).Add(p => p.Tab, "verify"));

        Assert.Equal("CRM updates", page.Find(ById("webhook-name")).TextContent);
        Assert.Equal("Verify", page.Find("[aria-label='CRM updates'] a[aria-current='page']").TextContent);
    }

    [Fact]
    public async Task At_the_address_of_no_tab_the_way_back_is_shown()
    {
        var id = await Store.CreateWebhookAsync();

        var page = await OpenAsync(Role.Support, id, "nonsense");

        Assert.Equal(AppUrls.Webhook(id), page.Find(ById("missing-back")).GetAttribute("href"));
    }

    private async Task<IRenderedComponent<WebhookPage>> OpenAsync(Role role, Guid id, string? tab = null)
    {
        SignIn(role);
        var page = Render<WebhookPage>(parameters => parameters.Add(p => p.Id, id).Add(p => p.Tab, tab));
        await page.WaitForAssertionAsync(() => Assert.Empty(page.FindAll(ById("loading"))));
        return page;
    }
}
