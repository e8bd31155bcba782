using Bunit;
using Dixa.Webhooks.Admin.Components.Webhooks.Editing;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Events;
using Dixa.Webhooks.Admin.Domain.Subscriptions;
using Dixa.Webhooks.Admin.Subscriptions;
using Dixa.Webhooks.Admin.Support;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;

namespace Dixa.Webhooks.Admin.Components.Webhooks;

/// <summary>Forms that are prefilled from the URL.</summary>
public sealed class WebhookFormPagesTests : ComponentTest
{
    private const string Closed = "CONVERSATION_CLOSED";

    [Fact]
    public async Task A_copy_is_filled_in_without_what_is_secret()
    {
        var id = await Store.CreateWebhookAsync(draft =>
        {
            (draft.AuthorizationKind, draft.Token) = (AuthorizationKind.Token, "t0ken-of-theirs");
            draft.Headers.Add(new() { Name = "X-Api-Key", Value = "k3y-of-theirs" });
        });

        var page = await OpenAsync<NewWebhookPage>(AppUrls.CopyWebhook(id), _ => { });

        Assert.Equal("CRM updates (copy)", page.Find(ById("field-name")).GetAttribute("value"));
        Assert.Equal("X-Api-Key", page.Find(ById("header-name-0")).GetAttribute("value"));
        Assert.NotNull(page.Find(ById("copy-misses-secrets")));
        Assert.DoesNotContain("of-theirs", page.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain(Mask.Text, page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_copy_of_what_has_no_secrets_misses_none()
    {
        var page = await OpenAsync<NewWebhookPage>(AppUrls.CopyWebhook(await Store.CreateWebhookAsync()), _ => { });

        Assert.Empty(page.FindAll(ById("copy-misses-secrets")));
    }

    [Fact]
    public async Task While_another_program_locks_the_database_the_form_shows_that_it_saves_and_the_page_stays_responsive()
    {
        var id = await Store.CreateWebhookAsync();
        var page = await OpenAsync<EditWebhookPage>(AppUrls.SubscribeWebhook(id, Closed), parameters => parameters.Add(page => page.Id, id));

        Task saving;
        await using (await WriteLock.TakeAsync(Store))
        {
            saving = page.Find("form").SubmitAsync();

            page.WaitForAssertion(() => Assert.Equal("Saving…", page.Find(ById("save-webhook")).TextContent.Trim()));
            page.Find(ById("events-search")).Input("tag");
            page.WaitForAssertion(() => Assert.Equal("tag", page.Find(ById("events-search")).GetAttribute("value")));
            Assert.False(saving.IsCompleted);
        }

        await saving;
        Assert.Contains(Closed, (await Store.WebhookAsync(id)).Events.Select(subscribed => subscribed.EventType));
    }

    [Fact]
    public async Task A_new_webhook_has_the_event_chosen_that_it_is_for()
    {
        var page = await OpenAsync<NewWebhookPage>(AppUrls.NewWebhookFor(Closed), _ => { });

        Assert.True(page.Find(ById($"event-option-{Closed}")).HasAttribute("checked"));
        Assert.Equal($"1 of {EventCatalogue.All.Count} selected", page.Find(ById("events-count")).TextContent);
    }

    [Fact]
    public async Task An_edit_that_is_to_subscribe_has_the_event_chosen_and_says_so()
    {
        var id = await Store.CreateWebhookAsync();

        var page = await OpenAsync<EditWebhookPage>(AppUrls.SubscribeWebhook(id, Closed), parameters => parameters.Add(page => page.Id, id));

        Assert.Contains(Closed, page.Find(ById("preselected")).TextContent, StringComparison.Ordinal);
        Assert.True(page.Find(ById($"event-option-{Closed}")).HasAttribute("checked"));
        Assert.DoesNotContain(Closed, (await Store.WebhookAsync(id)).Events.Select(subscribed => subscribed.EventType));
    }

    [Theory]
    [InlineData("CONVERSATION_CREATED")]
    [InlineData("CONVERSATION_LOST")]
    public async Task An_event_that_is_subscribed_already_or_does_not_exist_changes_nothing(string fqn)
    {
        var id = await Store.CreateWebhookAsync();

        var page = await OpenAsync<EditWebhookPage>(AppUrls.SubscribeWebhook(id, fqn), parameters => parameters.Add(page => page.Id, id));

        Assert.Empty(page.FindAll(ById("preselected")));
        Assert.Equal($"2 of {EventCatalogue.All.Count} selected", page.Find(ById("events-count")).TextContent);
    }

    [Theory]
    [InlineData("Disable", false, 0)]
    [InlineData("Keep enabled", true, 1)]
    public async Task Saving_a_webhook_that_was_switched_off_asks_when_something_is_pending(string choice, bool enabled, int pending)
    {
        var id = await Store.CreateWebhookAsync();
        await Store.DeliveryAsync(id);
        var dialogs = Render<MudDialogProvider>();
        var page = await OpenAsync<EditWebhookPage>(AppUrls.EditWebhook(id), parameters => parameters.Add(page => page.Id, id));

        await page.Find(ById("field-enabled")).ChangeAsync(new() { Value = false });
        var saving = page.Find("form").SubmitAsync();
        await dialogs.WaitForAssertionAsync(() => Assert.Contains("1 pending delivery will be cancelled.", dialogs.Markup, StringComparison.Ordinal));
        await dialogs.FindAll("button").Single(button => button.TextContent.Trim() == choice).ClickAsync();
        await saving;

        Assert.Equal(enabled, (await Store.WebhookAsync(id)).Enabled);
        Assert.Equal(pending, await Store.Service<PendingDeliveryCounter>().CountAsync(id, Cancel));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Saving_asks_nothing_when_nothing_is_pending_or_the_webhook_stays_enabled(bool hasPending)
    {
        var id = await Store.CreateWebhookAsync();
        if (hasPending)
        {
            await Store.DeliveryAsync(id);
        }

        Render<MudDialogProvider>();
        var page = await OpenAsync<EditWebhookPage>(AppUrls.EditWebhook(id), parameters => parameters.Add(page => page.Id, id));
        await page.Find(ById("field-name")).ChangeAsync(new() { Value = "Renamed" });
        if (!hasPending)
        {
            await page.Find(ById("field-enabled")).ChangeAsync(new() { Value = false });
        }

        await page.Find("form").SubmitAsync();

        Assert.Equal(("Renamed", hasPending), ((await Store.WebhookAsync(id)).Name, (await Store.WebhookAsync(id)).Enabled));
    }

    [Theory]
    [InlineData("Bearer abcdefghijklmnop", "Sends Authorization: Bearer abcd… The leading “Bearer” is removed because it is added for you.")]
    [InlineData("abcdefghijklmnop", "Sends Authorization: Bearer abcd…")]
    [InlineData("Basic abcdefghijklmnop", "Sent as Authorization: Bearer <token>.")]
    public async Task A_token_shows_how_its_header_will_begin(string token, string help)
    {
        var page = await OpenAsync<NewWebhookPage>(AppRoutes.NewWebhook, _ => { });
        await page.Find(ById("auth-kind")).ChangeAsync(new() { Value = "Token" });

        await page.Find(ById("auth-token")).ChangeAsync(new() { Value = token });

        await page.WaitForAssertionAsync(() => Assert.Contains(help, page.Find(".authorization").TextContent, StringComparison.Ordinal));
        Assert.DoesNotContain("efghijklmnop", page.Find(".authorization").TextContent, StringComparison.Ordinal);
    }

    private async Task<IRenderedComponent<T>> OpenAsync<T>(string address, Action<ComponentParameterCollectionBuilder<T>> parameters)
        where T : IComponent
    {
        SignIn(Role.Administrator);
        Services.GetRequiredService<NavigationManager>().NavigateTo(address);
        var page = Render(parameters);
        await page.WaitForAssertionAsync(() => Assert.Empty(page.FindAll(ById("loading"))));
        return page;
    }
}
