using System.Text;
using Bunit;
using Dixa.Webhooks.Admin.Components.Shared;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Domain.Events;
using Dixa.Webhooks.Admin.Domain.Signing;
using Dixa.Webhooks.Admin.Support;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Verification;

public sealed class VerifyTabTests : ComponentTest
{
    private const string Module = "./Components/Webhooks/Verification/SignatureChecker.razor.js";
    private const string Body = """{"event_id":"0be2bd61-7e28-4620-87f0-74952725d960","data":{}}""";

    [Fact]
    public async Task The_address_says_whose_example_is_shown()
    {
        var id = await Store.CreateWebhookAsync();
        Services.GetRequiredService<NavigationManager>().NavigateTo(AppUrls.VerifyWebhook(id, "go"));

        var tab = Open(Role.Support, id);

        Assert.Equal("Go", tab.Find("nav a[aria-current]").TextContent);
        Assert.Contains("func isGenuine(", tab.Find(ById("snippet-code")).TextContent, StringComparison.Ordinal);
        Assert.Equal(AppUrls.VerifyWebhook(id, "java"), tab.Find(ById("lang-java")).GetAttribute("href"));
    }

    [Fact]
    public async Task No_secret_is_on_the_tab()
    {
        var id = await Store.CreateWebhookAsync();

        var tab = Open(Role.Administrator, id);

        Assert.DoesNotContain((await Store.WebhookAsync(id)).Secret.Reveal(), tab.Markup, StringComparison.Ordinal);
        Assert.Contains(id.ToString(), tab.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Support_reads_the_examples_and_has_no_checker()
    {
        var id = await Store.CreateWebhookAsync();

        var tab = Open(Role.Support, id);

        Assert.NotEmpty(tab.FindAll(ById("snippet-code")));
        Assert.NotEmpty(tab.FindAll(ById("check-forbidden")));
        Assert.Empty(tab.FindAll(ById("check-submit")));
    }

    [Fact]
    public async Task A_valid_request_is_reported_as_valid()
    {
        var id = await Store.CreateWebhookAsync();
        var tab = Open(Role.Administrator, id);
        TypeBody(Body);
        await tab.Find(ById("check-header")).ChangeAsync(DixaSignature.Create((await Store.WebhookAsync(id)).Secret.Key, Store.Time.GetUtcNow(), Encoding.UTF8.GetBytes(Body)));

        await tab.Find("form").SubmitAsync();

        Assert.Equal("valid", tab.Find(ById("finding")).GetAttribute("data-finding"));
    }

    [Fact]
    public async Task A_changed_body_is_shown_next_to_the_sent_one()
    {
        var id = await Store.CreateWebhookAsync();
        var now = Store.Time.GetUtcNow();
        await Store.StoreAsync(
            new StoredEvent { Id = 1, EventId = Guid.Parse("0be2bd61-7e28-4620-87f0-74952725d960"), EventType = "CONVERSATION_CREATED", ReceivedAt = now, Payload = Encoding.UTF8.GetBytes(Body) },
            new Delivery { EventKey = 1, SubscriptionId = id, EventType = "CONVERSATION_CREATED", State = DeliveryState.Delivered, CreatedAt = now, DueAt = now });
        var tab = Open(Role.Administrator, id);
        TypeBody(Body + "\n");
        await tab.Find(ById("check-header")).ChangeAsync(DixaSignature.Create((await Store.WebhookAsync(id)).Secret.Key, Store.Time.GetUtcNow(), Encoding.UTF8.GetBytes(Body)));

        await tab.Find("form").SubmitAsync();

        Assert.Equal("body", tab.Find(ById("finding")).GetAttribute("data-finding"));
        Assert.Equal(["", "␊"], tab.FindAll(ById("finding-difference") + " mark").Select(mark => mark.TextContent));
    }

    [Fact]
    public async Task Missing_or_too_long_input_is_reported_at_its_field()
    {
        var tab = Open(Role.Administrator, await Store.CreateWebhookAsync());
        TypeBody("");
        await tab.Find(ById("check-secret")).ChangeAsync("0123456789");

        await tab.Find("form").SubmitAsync();

        Assert.Equal("Paste the value of X-DIXA-SIGNATURE.", tab.Find(ById("error-header")).TextContent.Trim());
        Assert.Equal("Paste the body.", tab.Find(ById("error-body")).TextContent.Trim());
        Assert.Equal("The secret must be 64 hex digits (it has 10 characters).", tab.Find(ById("error-secret")).TextContent.Trim());
        Assert.Empty(tab.FindAll(ById("finding")));
    }

    [Fact]
    public async Task Where_nothing_was_sent_there_is_nothing_to_load()
    {
        var tab = Open(Role.Administrator, await Store.CreateWebhookAsync());

        await tab.Find(ById("check-load")).ClickAsync();

        Assert.Contains("No request has been sent", tab.Find(ById("check-error")).TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Someone_who_was_demoted_cannot_check_a_request()
    {
        var id = await Store.CreateWebhookAsync();
        var tab = Open(Role.Administrator, id);
        TypeBody(Body);
        await tab.Find(ById("check-header")).ChangeAsync(DixaSignature.Create((await Store.WebhookAsync(id)).Secret.Key, Store.Time.GetUtcNow(), Encoding.UTF8.GetBytes(Body)));
        GiveRole(Role.Support);

        await tab.Find("form").SubmitAsync();

        Assert.Empty(tab.FindAll(ById("finding")));
        Assert.NotEmpty(tab.FindAll(ById("check-error")));
    }

    private IRenderedComponent<VerifyTab> Open(Role role, Guid id)
    {
        SignIn(role);
        return Render<VerifyTab>(parameters => parameters.Add(tab => tab.SubscriptionId, id).Add(tab => tab.CanManage, role is Role.Administrator));
    }

    private void TypeBody(string text) => JSInterop.SetupModule(Module).Setup<LongText.Held>("read", _ => true).SetResult(UserInputStream.Held(text));
}
