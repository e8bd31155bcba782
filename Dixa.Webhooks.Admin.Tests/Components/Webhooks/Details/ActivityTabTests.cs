using Bunit;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Audit;
using Dixa.Webhooks.Admin.Support;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Details;

/// <summary>The activity tab of the webhook's page.</summary>
public sealed class ActivityTabTests : ComponentTest
{
    [Fact]
    public async Task It_says_who_did_what_and_follows_what_is_done()
    {
        var id = await Store.CreateWebhookAsync();
        var page = await OpenAsync(id, Role.Support);
        Assert.Equal("Ada created the webhook", page.Find(ById("activity-did")).TextContent);

        await Store.Changes.EditAsync(Actors.Administrator, id, 1, Drafts.With(draft => draft.Name = "New name"), Cancel);

        await page.WaitForAssertionAsync(() => Assert.Equal(["WebhookChanged", "WebhookCreated"], page.FindAll(ById("activity")).Select(entry => entry.GetAttribute("data-action"))));
        Assert.Equal("Name", page.Find(ById("activity-detail")).TextContent);
    }

    [Fact]
    public async Task A_webhook_that_is_older_than_its_activity_is_explained()
    {
        var id = await Store.CreateWebhookAsync();
        await Store.ExecuteAsync("DELETE FROM audit");

        var page = await OpenAsync(id);

        Assert.Contains("before activity was recorded", page.Find(ById("empty")).TextContent, StringComparison.Ordinal);
        await Store.Reads.RevealSecretAsync(Actors.Administrator, id, Cancel);
        await page.WaitForAssertionAsync(() => Assert.Contains("No earlier activity", page.Find(ById("activity-beginning")).TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Where_the_record_is_whole_it_ends_with_the_creation()
    {
        var page = await OpenAsync(await Store.CreateWebhookAsync());

        Assert.Empty(page.FindAll(ById("activity-beginning")));
        Assert.Empty(page.FindAll(ById("activity-older")));
    }

    [Fact]
    public async Task Older_ones_are_shown_when_asked_for_and_stay()
    {
        var id = await Store.CreateWebhookAsync();
        await Store.AuditAsync(AuditTarget.Webhook(id, "CRM"), Enumerable.Range(0, 60).Select(i => new Activity.TestSent($"{i}")));
        var page = await OpenAsync(id);
        Assert.Equal(50, page.FindAll(ById("activity")).Count);

        await page.Find(ById("activity-older")).ClickAsync();
        Assert.Equal(61, page.FindAll(ById("activity")).Count);

        await Store.Reads.RevealSecretAsync(Actors.Administrator, id, Cancel);
        await page.WaitForAssertionAsync(() => Assert.Equal("SecretRevealed", page.Find(ById("activity")).GetAttribute("data-action")));
        Assert.Equal(61, page.FindAll(ById("activity")).Count);
        Assert.NotEmpty(page.FindAll(ById("activity-older")));
    }

    [Fact]
    public async Task Secrets_that_API_tokens_read_every_hour_are_left_to_the_audit_log()
    {
        var id = await Store.CreateWebhookAsync();
        await Store.AuditAsync(AuditTarget.Webhook(id, "CRM"), new Activity.SecretRead(), new Activity.SecretRevealed());

        var page = await OpenAsync(id);

        Assert.Equal(["SecretRevealed", "WebhookCreated"], page.FindAll(ById("activity")).Select(entry => entry.GetAttribute("data-action")));
    }

    [Fact]
    public async Task A_store_that_does_not_respond_is_asked_again()
    {
        var id = await Store.CreateWebhookAsync();
        await Store.ExecuteAsync("ALTER TABLE audit RENAME TO away");
        var page = await OpenAsync(id);
        Assert.NotEmpty(page.FindAll(ById("error-state")));

        await Store.ExecuteAsync("ALTER TABLE away RENAME TO audit");
        await page.Find(ById("try-again")).ClickAsync();

        Assert.Single(page.FindAll(ById("activity")));
    }

    [Fact]
    public async Task A_loading_message_is_shown_before_the_page_is_interactive()
    {
        var id = await Store.CreateWebhookAsync();
        SetRendererInfo(new Microsoft.AspNetCore.Components.RendererInfo("Static", isInteractive: false));

        var webhook = await Store.Reads.FindAsync(id, Cancel);
        var tab = Render<ActivityTab>(parameters => parameters.Add(p => p.Webhook, webhook!));

        Assert.NotEmpty(tab.FindAll(ById("loading")));
    }

    private async Task<IRenderedComponent<WebhookPage>> OpenAsync(Guid id, Role role = Role.Administrator)
    {
        SignIn(role);
        var page = Render<WebhookPage>(parameters => parameters.Add(p => p.Id, id).Add(p => p.Tab, "activity"));
        await page.WaitForAssertionAsync(() => Assert.Empty(page.FindAll(ById("loading"))));
        return page;
    }
}
