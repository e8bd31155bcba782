using Bunit;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Events;
using Dixa.Webhooks.Admin.Domain.Subscriptions;
using Dixa.Webhooks.Admin.Support;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace Dixa.Webhooks.Admin.Components.Webhooks;

/// <summary>What the address fills into the forms.</summary>
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
    public async Task While_another_program_locks_the_store_the_form_says_that_it_saves_and_the_page_goes_on()
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
