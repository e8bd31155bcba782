using Bunit;
using Dixa.Webhooks.Admin.Components.Webhooks.Details;
using Dixa.Webhooks.Admin.Components.Webhooks.Editing;
using Dixa.Webhooks.Admin.Components.Webhooks.Overview;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Events;
using Dixa.Webhooks.Admin.Sandbox.Demo;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace Dixa.Webhooks.Admin.Components.Webhooks;

/// <summary>What a new user sees.</summary>
public sealed class FirstRunTests : SandboxTest
{
    [Fact]
    public async Task One_click_plays_the_demo_and_leads_to_its_lights()
    {
        var page = await OpenAsync(Role.Administrator);

        await page.Find(ById("demo-play")).ClickAsync();

        var webhook = Assert.Single(await Store.Reads.ListAsync(Cancel));
        Assert.EndsWith(AppUrls.Webhook(webhook.Id), Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
        Assert.True(Store.Service<DemoPlayer>().State.IsPlaying);
    }

    [Fact]
    public async Task Support_is_not_offered_the_demo() => Assert.Empty((await OpenAsync(Role.Support)).FindAll(ById("demo-play")));

    [Fact]
    public async Task Someone_who_was_demoted_cannot_play_the_demo()
    {
        var page = await OpenAsync(Role.Administrator);
        GiveRole(Role.Support);

        await page.Find(ById("demo-play")).ClickAsync();

        Assert.False(Store.Service<DemoPlayer>().State.IsPlaying);
        Assert.Empty(await Store.Reads.ListAsync(Cancel));
    }

    [Theory]
    [InlineData("?sandbox=true", SandboxUrl, true)]
    [InlineData("", "", false)]
    public void The_form_for_a_new_webhook_is_prefilled_for_the_sandbox(string query, string url, bool everyEvent)
    {
        SignIn(Role.Administrator);
        Services.GetRequiredService<NavigationManager>().NavigateTo(AppRoutes.NewWebhook + query);

        var page = Render<NewWebhookPage>();

        Assert.Equal(url, page.Find(ById("field-url")).GetAttribute("value") ?? "");
        Assert.Equal(everyEvent ? EventCatalogue.All.Count : 0, page.FindComponent<Editing.WebhookEditor>().Instance.Draft.Events.Count);
    }

    [Theory]
    [InlineData(SandboxUrl, true)]
    [InlineData("https://example.com/", false)]
    public async Task A_webhook_that_posts_to_the_sandbox_leads_there(string url, bool leads)
    {
        SignIn(Role.Support);
        var id = await Store.CreateWebhookAsync(draft => draft.Url = url);
        var page = Render<WebhookPage>(parameters => parameters.Add(p => p.Id, id));
        await page.WaitForAssertionAsync(() => Assert.NotEmpty(page.FindAll(ById("webhook-name"))));

        Assert.Equal(leads ? [AppUrls.To(AppRoutes.Sandbox)] : [], page.FindAll(ById("sandbox-link")).Select(link => link.GetAttribute("href")));
    }

    private async Task<IRenderedComponent<OverviewPage>> OpenAsync(Role role)
    {
        SignIn(role);
        var page = Render<OverviewPage>();
        await page.WaitForAssertionAsync(() => Assert.Empty(page.FindAll(ById("loading"))));
        return page;
    }
}
