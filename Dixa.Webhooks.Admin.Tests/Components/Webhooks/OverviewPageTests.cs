using Bunit;
using Dixa.Webhooks.Admin.Domain;

namespace Dixa.Webhooks.Admin.Components.Webhooks;

public sealed class OverviewPageTests : ComponentTest
{
    [Fact]
    public async Task An_empty_list_invites_an_administrator_to_add_the_first()
    {
        var page = await OpenAsync(Role.Administrator);

        Assert.Equal(AppUrls.NewWebhook, page.Find(ById("add-webhook")).GetAttribute("href"));
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
    public async Task What_is_created_meanwhile_appears_by_itself()
    {
        var page = await OpenAsync(Role.Administrator);

        var id = await Store.CreateWebhookAsync();

        await page.WaitForAssertionAsync(() => Assert.Equal(id.ToString(), page.Find(ById("webhook-row")).GetAttribute("data-webhook-id")));
    }

    private async Task<IRenderedComponent<OverviewPage>> OpenAsync(Role role)
    {
        SignIn(role);
        var page = Render<OverviewPage>();
        await page.WaitForAssertionAsync(() => Assert.Empty(page.FindAll(ById("loading"))));
        return page;
    }
}
