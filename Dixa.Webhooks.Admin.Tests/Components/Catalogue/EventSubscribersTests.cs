using Bunit;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Events;
using MudBlazor;

namespace Dixa.Webhooks.Admin.Components.Catalogue;

public sealed class EventSubscribersTests : ComponentTest
{
    private const string Rated = "CONVERSATION_RATED";

    [Fact]
    public async Task Each_subscriber_is_linked_and_says_whether_it_is_enabled()
    {
        var id = await Store.CreateWebhookAsync(draft => draft.Enabled = false);

        var list = await OpenAsync(Role.Support);

        var row = Assert.Single(list.FindAll(ById("subscriber")));
        Assert.Equal((AppUrls.Webhook(id), "CRM updates"), (row.QuerySelector("a")!.GetAttribute("href"), row.QuerySelector("a")!.TextContent));
        Assert.Equal("Disabled", row.QuerySelector(ById("enabled-pill"))!.TextContent.Trim());
        Assert.Empty(list.FindAll(ById("subscriber-test")));
        Assert.Empty(list.FindAll(ById("subscribe")));
    }

    [Fact]
    public async Task An_administrator_is_led_to_a_test_and_to_the_form_of_those_that_do_not_subscribe()
    {
        var id = await Store.CreateWebhookAsync();
        var other = await Store.CreateWebhookAsync(draft => (draft.Name, draft.Events) = ("Warehouse", ["CONVERSATION_CLOSED"]));
        var list = await OpenAsync(Role.Administrator);
        var popovers = Render<MudPopoverProvider>();

        await list.Find($"{ById("subscribe")} button").ClickAsync();

        Assert.Equal(AppUrls.TestWebhook(id, Rated), list.Find(ById("subscriber-test")).GetAttribute("href"));
        await popovers.WaitForAssertionAsync(() => Assert.Equal("Warehouse", Assert.Single(popovers.FindAll(ById("subscribe-webhook"))).TextContent.Trim()));
        Assert.Equal(AppUrls.SubscribeWebhook(other, Rated), popovers.Find(ById("subscribe-webhook")).GetAttribute("href"));
    }

    [Theory]
    [InlineData(Role.Administrator, "Subscribe a webhook")]
    [InlineData(Role.Support, "An administrator can add this event")]
    public async Task Without_subscribers_the_page_says_what_to_do(Role role, string words)
    {
        var list = await OpenAsync(role);

        Assert.Contains(words, list.Find(ById("subscribers-none")).TextContent, StringComparison.Ordinal);
        Assert.Equal(role is Role.Administrator ? [AppUrls.NewWebhookFor(Rated)] : [], list.FindAll(ById("subscribe-new")).Select(link => link.GetAttribute("href")));
    }

    [Fact]
    public async Task New_subscribers_appear_automatically()
    {
        var list = await OpenAsync(Role.Support);

        await Store.CreateWebhookAsync();

        await list.WaitForAssertionAsync(() => Assert.Single(list.FindAll(ById("subscriber"))));
    }

    [Fact]
    public async Task A_store_that_does_not_respond_can_be_asked_again()
    {
        SignIn(Role.Support);
        await Store.ExecuteAsync("ALTER TABLE subscriptions RENAME TO away");
        var list = Show();
        await list.WaitForAssertionAsync(() => Assert.NotEmpty(list.FindAll(ById("error-state"))));

        await Store.ExecuteAsync("ALTER TABLE away RENAME TO subscriptions");
        await list.Find(ById("try-again")).ClickAsync();

        Assert.NotNull(list.Find(ById("subscribers-none")));
    }

    private async Task<IRenderedComponent<EventSubscribers>> OpenAsync(Role role)
    {
        SignIn(role);
        var list = Show();
        await list.WaitForAssertionAsync(() => Assert.Empty(list.FindAll(ById("loading"))));
        return list;
    }

    private IRenderedComponent<EventSubscribers> Show() =>
        Render<EventSubscribers>(parameters => parameters.Add(list => list.Type, EventCatalogue.All.Single(type => type.Fqn == Rated)));
}
