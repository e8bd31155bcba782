using Bunit;
using Dixa.Webhooks.Admin.Components.Shared;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Recording;
using Dixa.Webhooks.Admin.Support;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Deliveries;

public sealed class DeliveriesTabTests : ComponentTest
{
    private Guid _webhook;

    private NavigationManager Navigation => Services.GetRequiredService<NavigationManager>();

    [Fact]
    public async Task Every_delivery_is_listed_newest_first_with_its_state_and_a_link()
    {
        var tab = await OpenAsync(async () =>
        {
            await Store.DeliveryAsync(_webhook, state: DeliveryState.Delivered);
            Store.Time.Advance(TimeSpan.FromSeconds(1));
            await Store.DeliveryAsync(_webhook, "CONVERSATION_RATED", DeliveryState.Failed);
        });

        Assert.Equal(["CONVERSATION_RATED", "CONVERSATION_CREATED"], tab.FindAll(ById("delivery-link")).Select(link => link.TextContent));
        Assert.Equal(["Failed", "Delivered"], tab.FindAll(ById("delivery-state")).Select(state => state.TextContent.Trim()));
        Assert.Equal(AppUrls.Delivery(_webhook, 2), tab.Find(ById("delivery-link")).GetAttribute("href"));
        Assert.Equal("0 of 5", tab.Find(ById("delivery-attempts")).TextContent);
    }

    [Fact]
    public async Task Where_nothing_was_ever_sent_a_test_is_offered()
    {
        var tab = await OpenAsync(() => Task.CompletedTask);

        Assert.Contains("No deliveries yet", tab.Find(ById("empty")).TextContent, StringComparison.Ordinal);
        Assert.Equal(AppUrls.TestWebhook(_webhook), tab.Find(ById("empty-test")).GetAttribute("href"));
    }

    [Fact]
    public async Task When_nothing_matches_the_filters_can_be_cleared()
    {
        var tab = await OpenAsync(() => Store.DeliveryAsync(_webhook), "?status=Cancelled&live=off");
        Assert.NotEmpty(tab.FindAll(ById("no-match")));

        await tab.Find(ById("clear-filters")).ClickAsync();

        Assert.Equal($"{AppUrls.Webhook(_webhook, WebhookTab.Deliveries)}?live=off", Navigation.ToBaseRelativePath(Navigation.Uri));
        await tab.WaitForAssertionAsync(() => Assert.Single(tab.FindAll(ById("delivery-row"))));
    }

    [Fact]
    public async Task What_is_chosen_is_in_the_address_and_begins_at_the_newest()
    {
        var tab = await OpenAsync(() => Store.DeliveryAsync(_webhook), "?event=CONVERSATION_CREATED&after=9-9");

        await tab.Find(ById("filter-status")).ChangeAsync(new() { Value = "Failed" });

        Assert.EndsWith("/deliveries?status=Failed&event=CONVERSATION_CREATED", Navigation.Uri, StringComparison.Ordinal);
        Assert.Equal("Failed", tab.Find(ById("filter-status")).GetAttribute("value"));
    }

    [Fact]
    public async Task An_id_is_found_and_what_is_none_has_a_message_at_its_field()
    {
        var tab = await OpenAsync(async () =>
        {
            await Store.DeliveryAsync(_webhook);
            await Store.DeliveryAsync(_webhook);
        });

        await tab.Find(ById("filter-search")).ChangeAsync(new() { Value = " 2 " });
        await tab.WaitForAssertionAsync(() => Assert.Equal(AppUrls.Delivery(_webhook, 2), Assert.Single(tab.FindAll(ById("delivery-link"))).GetAttribute("href")));

        await tab.Find(ById("filter-search")).ChangeAsync(new() { Value = "nonsense" });
        await tab.WaitForAssertionAsync(() => Assert.Contains("This isn't an event ID", tab.Find(ById("error-q")).TextContent, StringComparison.Ordinal));
        Assert.Equal(("true", "error-q"), (tab.Find(ById("filter-search")).GetAttribute("aria-invalid"), tab.Find(ById("filter-search")).GetAttribute("aria-describedby")));
        Assert.Empty(tab.FindAll(ById("delivery-row")));
    }

    [Fact]
    public async Task Times_are_chosen_in_the_readers_zone()
    {
        var tab = await OpenAsync(() => Store.DeliveryAsync(_webhook), zone: TimeZoneInfo.FindSystemTimeZoneById("Europe/Copenhagen"));

        await tab.Find(ById("filter-range")).ChangeAsync(new() { Value = "custom" });
        await tab.WaitForAssertionAsync(() => Assert.NotEmpty(tab.FindAll(ById("filter-from"))));
        await tab.Find(ById("filter-from")).ChangeAsync(new() { Value = "2026-03-01T13:01" });

        Assert.EndsWith("?range=custom&from=2026-03-01T12%3A01Z", Navigation.Uri, StringComparison.Ordinal);
        await tab.WaitForAssertionAsync(() => Assert.NotEmpty(tab.FindAll(ById("no-match"))));
        Assert.Equal("2026-03-01T13:01", tab.Find(ById("filter-from")).GetAttribute("value"));
    }

    [Fact]
    public async Task Older_and_newer_lead_through_the_pages_and_back_to_the_first()
    {
        var tab = await OpenAsync(async () =>
        {
            for (var i = 0; i < 30; i++)
            {
                await Store.DeliveryAsync(_webhook);
            }
        });
        Assert.Equal("true", tab.Find(ById("pager-previous")).GetAttribute("aria-disabled"));

        Navigation.NavigateTo(tab.Find(ById("pager-next")).GetAttribute("href")!);
        await tab.WaitForAssertionAsync(() => Assert.Equal(5, tab.FindAll(ById("delivery-row")).Count));
        Navigation.NavigateTo(tab.Find(ById("pager-previous")).GetAttribute("href")!);

        await tab.WaitForAssertionAsync(() => Assert.Equal(25, tab.FindAll(ById("delivery-row")).Count));
        Assert.EndsWith("/deliveries", Navigation.Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_live_new_deliveries_appear_automatically()
    {
        var tab = await OpenAsync(() => Store.DeliveryAsync(_webhook));

        await Store.DeliveryAsync(_webhook);
        Store.Service<DeliveryFeed>().Publish(_webhook);

        await tab.WaitForAssertionAsync(() => Assert.Equal(2, tab.FindAll(ById("delivery-row")).Count));
        Assert.Empty(tab.FindAll(ById("news")));
    }

    [Fact]
    public async Task While_not_live_the_number_of_new_deliveries_is_shown_and_they_appear_on_request()
    {
        var tab = await OpenAsync(() => Store.DeliveryAsync(_webhook), "?live=off");

        await Store.StateAsync(1, DeliveryState.Delivered);
        Store.Service<DeliveryFeed>().Publish(_webhook);
        await tab.WaitForAssertionAsync(() => Assert.Equal("Deliveries have changed", tab.Find(ById("news")).TextContent));

        await Store.DeliveryAsync(_webhook);
        await Store.DeliveryAsync(_webhook);
        Store.Time.Advance(DeliveryFeed.Pause);
        Store.Service<DeliveryFeed>().Publish(_webhook);
        await tab.WaitForAssertionAsync(() => Assert.Equal("2 new deliveries", tab.Find(ById("news")).TextContent));
        Assert.Equal("Pending", Assert.Single(tab.FindAll(ById("delivery-state"))).QuerySelector(".pill")!.TextContent.Trim());

        await tab.Find(ById("show-news")).ClickAsync();

        Assert.Equal(3, tab.FindAll(ById("delivery-row")).Count);
        Assert.Empty(tab.FindAll(ById("news")));
    }

    [Fact]
    public async Task While_the_list_is_held_new_deliveries_wait_and_shown_ones_stay_current()
    {
        var tab = await OpenAsync(() => Store.DeliveryAsync(_webhook));
        await HoldAsync(tab, true);

        await Store.DeliveryAsync(_webhook);
        await Store.DeliveryAsync(_webhook);
        await Store.StateAsync(1, DeliveryState.Delivered);
        Store.Service<DeliveryFeed>().Publish(_webhook);
        await tab.WaitForAssertionAsync(() => Assert.Equal("2 new deliveries", tab.Find(ById("news")).TextContent));
        Assert.Equal("Delivered", Assert.Single(tab.FindAll(ById("delivery-state"))).TextContent.Trim());

        await tab.Find(ById("show-news")).ClickAsync();
        Assert.Equal(3, tab.FindAll(ById("delivery-row")).Count);

        await Store.DeliveryAsync(_webhook);
        Store.Time.Advance(DeliveryFeed.Pause);
        Store.Service<DeliveryFeed>().Publish(_webhook);
        await tab.WaitForAssertionAsync(() => Assert.Equal("1 new delivery", tab.Find(ById("news")).TextContent));
        await HoldAsync(tab, false);
        Assert.Equal(4, tab.FindAll(ById("delivery-row")).Count);
        Assert.Empty(tab.FindAll(ById("news")));
    }

    [Fact]
    public async Task A_row_has_the_conversation_the_requester_and_the_duration()
    {
        var tab = await OpenAsync(async () =>
        {
            var id = await Store.DeliveryAsync(_webhook, payload: """{"data":{"conversation":{"csid":4711,"requester":{"name":"Freja Holm"}}}}""");
            await Store.StoreAsync(new DeliveryAttempt { DeliveryId = id, SubscriptionId = _webhook, Number = 1, StartedAt = Store.Time.GetUtcNow(), Duration = TimeSpan.FromMilliseconds(34), StatusCode = 500 });
        });

        Assert.Equal(("4711", AppUrls.Conversation(4711)), (tab.Find(ById("delivery-conversation")).TextContent, tab.Find(ById("delivery-conversation")).GetAttribute("href")));
        Assert.Equal("Freja Holm", tab.Find(ById("delivery-requester")).TextContent);
        Assert.Equal("34 ms", tab.Find(ById("delivery-duration")).TextContent);
    }

    [Fact]
    public async Task The_reason_of_a_cancellation_is_a_tooltip()
    {
        var tab = await OpenAsync(async () =>
        {
            await Store.DeliveryAsync(_webhook);
            await Store.Changes.SetEnabledAsync(Actors.Administrator, _webhook, 1, enabled: false, Cancel);
        });

        await tab.WaitForAssertionAsync(() => Assert.Equal("Ada disabled this webhook", tab.Find(ById("delivery-state")).GetAttribute("title")));
        Assert.Equal("Cancelled", tab.Find($"{ById("delivery-state")} .pill").TextContent.Trim());
    }

    [Fact]
    public async Task A_delivery_opens_next_to_the_list()
    {
        var tab = await OpenAsync(async () =>
        {
            await Store.DeliveryAsync(_webhook, state: DeliveryState.Delivered, payload: """{"n":1}""");
            await Store.DeliveryAsync(_webhook, state: DeliveryState.Delivered, payload: """{"n":2}""");
        }, "?status=Delivered&open=1");

        await tab.WaitForAssertionAsync(() => Assert.Contains("\"n\": 1", tab.Find($"{ById("pane")} {ById("payload-formatted")}").TextContent, StringComparison.Ordinal));
        Assert.Equal(["delivery-2", "delivery-1"], tab.FindAll(ById("delivery-link")).Select(link => $"delivery-{link.GetAttribute("data-pane")![^1]}"));
        Assert.Equal([null, "true"], tab.FindAll(ById("delivery-row")).Select(row => row.GetAttribute("aria-current")));
        Assert.Equal($"{AppUrls.Webhook(_webhook, WebhookTab.Deliveries)}?status=Delivered", tab.Find(ById("pane-close")).GetAttribute("href"));

        Navigation.NavigateTo(tab.FindAll(ById("delivery-link"))[0].GetAttribute("data-pane")!);
        await tab.WaitForAssertionAsync(() => Assert.Contains("\"n\": 2", tab.Find($"{ById("pane")} {ById("payload-formatted")}").TextContent, StringComparison.Ordinal));
        Navigation.NavigateTo(tab.Find(ById("pane-close")).GetAttribute("href")!);
        await tab.WaitForAssertionAsync(() => Assert.Empty(tab.FindAll(ById("pane"))));
    }

    [Fact]
    public async Task More_rows_fit_a_page_if_the_user_wants()
    {
        var tab = await OpenAsync(async () =>
        {
            for (var i = 0; i < 30; i++)
            {
                await Store.DeliveryAsync(_webhook);
            }
        });

        await tab.Find(ById("pager-size")).ChangeAsync(new() { Value = "50" });

        await tab.WaitForAssertionAsync(() => Assert.Equal(30, tab.FindAll(ById("delivery-row")).Count));
        Assert.EndsWith("/deliveries?size=50", Navigation.Uri, StringComparison.Ordinal);
        await tab.Find(ById("filter-status")).ChangeAsync(new() { Value = "Pending" });
        Assert.EndsWith("/deliveries?status=Pending&size=50", Navigation.Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_the_store_does_not_respond_trying_again_is_offered()
    {
        var tab = await OpenAsync(() => Store.DeliveryAsync(_webhook));
        await Store.ExecuteAsync("ALTER TABLE deliveries RENAME TO elsewhere");

        await tab.Find(ById("filter-status")).ChangeAsync(new() { Value = "Pending" });
        await tab.WaitForAssertionAsync(() => Assert.NotEmpty(tab.FindAll(ById("error-state"))));
        await Store.ExecuteAsync("ALTER TABLE elsewhere RENAME TO deliveries");
        await tab.Find(ById("try-again")).ClickAsync();

        await tab.WaitForAssertionAsync(() => Assert.Single(tab.FindAll(ById("delivery-row"))));
    }

    [Fact]
    public async Task Support_looks_and_resends_nothing()
    {
        var tab = await OpenAsync(() => Store.DeliveryAsync(_webhook, state: DeliveryState.Failed), role: Role.Support);

        Assert.Single(tab.FindAll(ById("delivery-row")));
        Assert.Empty(tab.FindAll(ById("resend-failed")));
    }

    [Fact]
    public async Task For_a_disabled_webhook_the_button_says_why_nothing_can_be_sent_again()
    {
        var tab = await OpenAsync(async () => await Store.Changes.SetEnabledAsync(Actors.Administrator, _webhook, 1, enabled: false, Cancel));

        Assert.True(tab.Find(ById("resend-failed")).HasAttribute("disabled"));
        Assert.Equal(ResendPolicy.WebhookIsDisabled, tab.Find(ById("resend-failed-why")).TextContent);
        Assert.Equal("resend-failed-why", tab.Find(ById("resend-failed")).GetAttribute("aria-describedby"));
    }

    private static Task HoldAsync(IRenderedComponent<DeliveriesTab> tab, bool held) => tab.InvokeAsync(() => tab.FindComponent<HoldArea>().Instance.HoldAsync(held));

    private async Task<IRenderedComponent<DeliveriesTab>> OpenAsync(Func<Task> fill, string query = "", Role role = Role.Administrator, TimeZoneInfo? zone = null)
    {
        SignIn(role);
        _webhook = await Store.CreateWebhookAsync();
        await fill();
        Navigation.NavigateTo(AppUrls.Webhook(_webhook, WebhookTab.Deliveries) + query);
        Render<MudPopoverProvider>();
        var details = await Store.Reads.FindAsync(_webhook, Cancel);
        var tab = Render<DeliveriesTab>(parameters => parameters
            .Add(p => p.Webhook, details!)
            .Add(p => p.CanManage, role is Role.Administrator)
            .AddCascadingValue("TimeZone", zone ?? TimeZoneInfo.Utc));
        await tab.WaitForAssertionAsync(() => Assert.Empty(tab.FindAll(ById("loading"))));
        return tab;
    }
}
