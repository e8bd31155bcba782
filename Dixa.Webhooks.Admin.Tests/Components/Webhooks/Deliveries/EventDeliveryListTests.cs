using Bunit;
using Dixa.Webhooks.Admin.Components.Shared;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Domain.Events;
using Dixa.Webhooks.Admin.Recording;
using Dixa.Webhooks.Admin.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Deliveries;

/// <summary>Resending from a row of the list.</summary>
public sealed class EventDeliveryListTests : ComponentTest
{
    private Guid _webhook;

    [Fact]
    public async Task A_failed_delivery_is_sent_again_once_that_is_confirmed()
    {
        var (list, dialogs) = await OpenAsync(Role.Administrator, DeliveryState.Failed);

        await ChooseAsync(list, dialogs, "Resend");

        Assert.Equal("Resent.", Said());
        await list.WaitForAssertionAsync(() => Assert.Equal(2, list.FindAll(ById("delivery-row")).Count));
        Assert.Equal(1, await ResentAsync());
    }

    [Fact]
    public async Task Who_thinks_better_of_it_sends_nothing()
    {
        var (list, dialogs) = await OpenAsync(Role.Administrator, DeliveryState.Delivered);

        await ChooseAsync(list, dialogs, "Cancel");

        Assert.Equal(0, await ResentAsync());
    }

    [Fact]
    public async Task To_a_disabled_webhook_nothing_is_sent_and_it_says_why()
    {
        var (list, dialogs) = await OpenAsync(Role.Administrator, DeliveryState.Failed);
        await Store.Changes.SetEnabledAsync(Actors.Administrator, _webhook, 1, enabled: false, Cancel);

        await ChooseAsync(list, dialogs, "Resend");

        Assert.Equal(ResendPolicy.WebhookIsDisabled, Said());
        Assert.Equal(0, await ResentAsync());
    }

    [Fact]
    public async Task When_the_webhook_is_disabled_the_buttons_are_disabled_and_say_why()
    {
        var (list, _) = await OpenAsync(Role.Administrator, DeliveryState.Cancelled);
        Assert.Empty(list.FindAll(ById("resend-why")));
        Assert.False(list.Find(ById("resend")).HasAttribute("disabled"));

        list.Render(parameters => parameters.Add(p => p.WebhookIsEnabled, false));

        Assert.True(list.Find(ById("resend")).HasAttribute("disabled"));
        Assert.Equal(ResendPolicy.WebhookIsDisabled, list.Find(ById("resend-why")).TextContent);
        Assert.Equal(list.Find(ById("resend-why")).Id, list.Find(ById("resend")).GetAttribute("aria-describedby"));
    }

    [Fact]
    public async Task Someone_who_was_demoted_cannot_send()
    {
        var (list, dialogs) = await OpenAsync(Role.Administrator, DeliveryState.Failed);
        GiveRole(Role.Support);

        await ChooseAsync(list, dialogs, "Resend");

        Assert.Equal("Only administrators can resend deliveries. Nothing was sent.", Said());
        Assert.Equal(0, await ResentAsync());
    }

    [Theory]
    [InlineData(DeliveryState.Failed, false, "? The same payload")]
    [InlineData(DeliveryState.Failed, true, "It was already resent as delivery 2.")]
    [InlineData(DeliveryState.Delivered, false, "It was already delivered")]
    public async Task The_confirmation_mentions_earlier_results(DeliveryState state, bool again, string words)
    {
        var (list, dialogs) = await OpenAsync(Role.Administrator, state);
        if (again)
        {
            await Store.Service<Subscriptions.Resender>().ResendAsync(Actors.Administrator, _webhook, 1, Cancel);
            await Store.StateAsync(2, DeliveryState.Failed);
        }

        var asking = list.InvokeAsync(() => list.FindAll(ById("resend"))[^1].ClickAsync());

        await dialogs.WaitForAssertionAsync(() => Assert.Contains(words, dialogs.Markup, StringComparison.Ordinal));
        await dialogs.FindAll("button").Single(button => button.TextContent.Trim() == "Cancel").ClickAsync();
        await asking;
    }

    [Theory]
    [InlineData(Role.Administrator, DeliveryState.Pending)]
    [InlineData(Role.Support, DeliveryState.Failed)]
    public async Task What_cannot_be_sent_again_or_by_whom_has_no_button(Role role, DeliveryState state)
    {
        var (list, _) = await OpenAsync(role, state);

        Assert.NotEmpty(list.FindAll(ById("view-payload")));
        Assert.Equal(AppUrls.Delivery(_webhook, 1), list.Find(ById("view-delivery")).GetAttribute("href"));
        Assert.Empty(list.FindAll(ById("resend")));
    }

    [Fact]
    public async Task While_the_list_is_held_new_deliveries_wait()
    {
        var (list, _) = await OpenAsync(Role.Support, DeliveryState.Pending);
        await list.InvokeAsync(() => list.FindComponent<HoldArea>().Instance.HoldAsync(true));

        await Store.DeliveryAsync(_webhook);
        await Store.StateAsync(1, DeliveryState.Delivered);
        Store.Service<DeliveryFeed>().Publish(_webhook);
        await list.WaitForAssertionAsync(() => Assert.Equal("1 new delivery", list.Find(ById("news")).TextContent));
        Assert.Equal("delivered", Assert.Single(list.FindAll(ById("delivery-state"))).GetAttribute("data-state"));

        await list.Find(ById("show-news")).ClickAsync();

        Assert.Equal(2, list.FindAll(ById("delivery-row")).Count);
    }

    private static async Task ChooseAsync(IRenderedComponent<EventDeliveryList> list, IRenderedComponent<MudDialogProvider> dialogs, string choice)
    {
        var asking = list.Find(ById("resend")).ClickAsync();
        await dialogs.WaitForAssertionAsync(() => Assert.NotEmpty(dialogs.FindAll("button")));
        await dialogs.FindAll("button").Single(button => button.TextContent.Trim() == choice).ClickAsync();
        await asking;
    }

    private string? Said() => Assert.Single(Services.GetRequiredService<ISnackbar>().ShownSnackbars).Message;

    private async Task<int> ResentAsync()
    {
        await using var context = await Store.ContextAsync();
        return await context.Deliveries.CountAsync(delivery => delivery.ResendOf != null, Cancel);
    }

    private async Task<(IRenderedComponent<EventDeliveryList> List, IRenderedComponent<MudDialogProvider> Dialogs)> OpenAsync(Role role, DeliveryState state)
    {
        SignIn(role);
        _webhook = await Store.CreateWebhookAsync();
        await Store.DeliveryAsync(_webhook, state: state);
        var dialogs = Render<MudDialogProvider>();
        var list = Render<EventDeliveryList>(parameters => parameters
            .Add(p => p.SubscriptionId, _webhook)
            .Add(p => p.Type, EventCatalogue.All[0]));
        await list.WaitForAssertionAsync(() => Assert.Single(list.FindAll(ById("delivery-row"))));
        return (list, dialogs);
    }
}
