using Bunit;
using Dixa.Webhooks.Admin.Components.Shared;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Domain.Events;
using Dixa.Webhooks.Admin.Support;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Testing;

public sealed class TestPageTests : ComponentTest
{
    private readonly BunitJSModuleInterop _browser;

    public TestPageTests()
    {
        _browser = JSInterop.SetupModule("./Components/Webhooks/Testing/DataEditor.razor.js");
        _browser.Mode = JSRuntimeMode.Loose;
    }

    protected override IEnumerable<KeyValuePair<string, string?>> Settings => [new("Dispatch:AllowedNetworks:0", "127.0.0.0/8")];

    [Fact]
    public async Task Subscribed_event_types_come_first()
    {
        var id = await Store.CreateWebhookAsync(draft => draft.Events = ["CONVERSATION_RATED", "CONVERSATION_CLOSED"]);

        var page = await OpenAsync(id);

        var groups = page.FindAll($"{ById("test-event")} optgroup");
        Assert.Equal(["Subscribed", "Not subscribed"], groups.Select(group => group.GetAttribute("label")));
        Assert.Equal(["CONVERSATION_CLOSED", "CONVERSATION_RATED"], groups[0].QuerySelectorAll("option").Select(option => option.GetAttribute("value")));
        Assert.Equal(EventCatalogue.All.Count - 2, groups[1].QuerySelectorAll("option").Length);
        Assert.Equal("CONVERSATION_CLOSED", page.Find(ById("test-event")).GetAttribute("value"));
    }

    [Fact]
    public async Task The_address_chooses_the_event()
    {
        var page = await OpenAsync(await Store.CreateWebhookAsync(), "AGENT_BANNED_IP");

        Assert.Equal("AGENT_BANNED_IP", page.Find(ById("test-event")).GetAttribute("value"));
        Assert.Contains("203.0.113.42", page.Find(ById("test-data")).TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_typed_for_an_event_is_still_there_after_a_look_at_another()
    {
        var page = await OpenAsync(await Store.CreateWebhookAsync(), "CONVERSATION_RATED");
        Hold("{ \"mine\": 1 }");

        await page.Find(ById("test-event")).ChangeAsync("AGENT_BANNED_IP");
        Assert.Contains("203.0.113.42", page.Find(ById("test-data")).TextContent, StringComparison.Ordinal);
        await page.Find(ById("test-event")).ChangeAsync("CONVERSATION_RATED");

        Assert.Equal("{ \"mine\": 1 }", page.Find(ById("test-data")).TextContent);
    }

    [Fact]
    public async Task The_request_and_the_response_are_shown_at_once()
    {
        await using var receiver = await Receiver.StartAsync();
        receiver.Behavior = new Answer(418, "short and stout");
        var id = await Store.CreateWebhookAsync(draft =>
        {
            draft.Url = receiver.Url.ToString();
            draft.Headers.Add(new() { Name = "X-Api-Key", Value = "k3y-of-theirs" });
        });
        var page = await OpenAsync(id, "CONVERSATION_RATED");
        Hold("{ \"score\": 5 }");

        await page.Find("form").SubmitAsync();

        var request = Assert.Single(receiver.Requests);
        Assert.EndsWith("\"data\":{ \"score\": 5 }}", request.Text, StringComparison.Ordinal);
        Assert.Contains("Failed (418)", page.Find(ById("test-status")).TextContent, StringComparison.Ordinal);
        Assert.Equal(new LastResponse(418, null, null).Advice, page.Find(ById("attempt-hint")).TextContent);
        Assert.Contains("took ", page.Find(ById("test-when")).TextContent, StringComparison.Ordinal);
        Assert.Equal($"POST {receiver.Url}", page.Find(ById("request-line")).TextContent);
        Assert.Contains(Mask.Text, page.Find(ById("request-headers")).TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("k3y-of-theirs", page.Markup, StringComparison.Ordinal);
        Assert.Equal(PayloadText.Formatted(request.Body), page.Find(ById("payload-formatted")).TextContent);
        Assert.Equal("short and stout", page.Find(ById("response-body")).TextContent);
        Assert.Equal(AppUrls.WebhookEvent(id, "CONVERSATION_RATED"), page.Find(ById("test-history")).GetAttribute("href"));
        Assert.NotNull(page.Find(ById("delivery-test")));
    }

    [Fact]
    public async Task An_unchanged_sample_is_sent_as_is()
    {
        await using var receiver = await Receiver.StartAsync();
        var page = await OpenAsync(await Store.CreateWebhookAsync(draft => draft.Url = receiver.Url.ToString()), "CONVERSATION_RATED");
        Hold(page.Find(ById("test-data")).TextContent);

        await page.Find("form").SubmitAsync();

        var type = EventCatalogue.All.Single(type => type.Fqn == "CONVERSATION_RATED");
        Assert.EndsWith(PayloadText.Raw(type.Data.Sample.Span, out _) + "}", Assert.Single(receiver.Requests).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failure_without_a_response_is_explained()
    {
        var page = await OpenAsync(await Store.CreateWebhookAsync(draft => draft.Url = $"http://127.0.0.1:{FreePort.Find()}/"));
        Hold("{}");

        await page.Find("form").SubmitAsync();

        Assert.Contains("Failed (refused)", page.Find(ById("test-status")).TextContent, StringComparison.Ordinal);
        Assert.Equal(FailureClass.Refused.Hint(), page.Find(ById("attempt-hint")).TextContent);
        Assert.NotNull(page.Find(ById("request-none")));
        Assert.Empty(page.FindAll(ById("payload-formatted")));
    }

    [Fact]
    public async Task What_is_no_json_is_not_sent()
    {
        await using var receiver = await Receiver.StartAsync();
        var page = await OpenAsync(await Store.CreateWebhookAsync(draft => draft.Url = receiver.Url.ToString()));
        Hold("{");

        await page.Find("form").SubmitAsync();

        Assert.Contains("incomplete", page.Find(ById("test-verdict")).TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll(ById("test-result")));
        Assert.Empty(receiver.Requests);
    }

    [Fact]
    public async Task A_disabled_webhook_is_marked_and_can_be_tested()
    {
        await using var receiver = await Receiver.StartAsync();
        var page = await OpenAsync(await Store.CreateWebhookAsync(draft => (draft.Url, draft.Enabled) = (receiver.Url.ToString(), false)));
        Hold("{}");

        await page.Find("form").SubmitAsync();

        Assert.NotNull(page.Find(ById("test-disabled")));
        Assert.Contains("Success (200)", page.Find(ById("test-status")).TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Someone_who_was_demoted_cannot_send()
    {
        await using var receiver = await Receiver.StartAsync();
        var page = await OpenAsync(await Store.CreateWebhookAsync(draft => draft.Url = receiver.Url.ToString()));
        Hold("{}");
        GiveRole(Role.Support);

        await page.Find("form").SubmitAsync();

        Assert.Contains("Only administrators", page.Find(ById("test-error")).TextContent, StringComparison.Ordinal);
        Assert.Empty(receiver.Requests);
    }

    [Fact]
    public async Task A_webhook_that_is_removed_while_open_is_reported()
    {
        var id = await Store.CreateWebhookAsync();
        var page = await OpenAsync(id);

        await Store.Changes.RemoveAsync(Actors.Administrator, id, 1, Cancel);

        await page.WaitForAssertionAsync(() => Assert.Contains("was removed", page.Find(ById("missing")).TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_test_can_start_with_the_data_of_a_delivery()
    {
        var id = await Store.CreateWebhookAsync();
        var delivery = await Store.DeliveryAsync(id, "CONVERSATION_RATED", DeliveryState.Delivered, """{"event_id":"1","data":{"score":4.0,"name":"Zo\u00eb"}}""");

        var page = await OpenAsync(id, "CONVERSATION_RATED", delivery);

        Assert.Equal("{\n  \"score\": 4.0,\n  \"name\": \"Zoë\"\n}", page.Find(ById("test-data")).TextContent);
        Assert.Equal(AppUrls.Delivery(id, delivery), page.Find($"{ById("test-template")} a").GetAttribute("href"));
    }

    [Fact]
    public async Task A_delivery_whose_data_is_gone_starts_with_the_sample()
    {
        var id = await Store.CreateWebhookAsync();

        var page = await OpenAsync(id, "CONVERSATION_RATED", 42);

        Assert.Equal("The data of delivery 42 is no longer stored, so the editor starts with the sample.", page.Find(ById("test-template-error")).TextContent);
        Assert.Contains("\"score\": 5", page.Find(ById("test-data")).TextContent, StringComparison.Ordinal);
    }

    private void Hold(string text) => _browser.Setup<LongText.Held>("read", _ => true).SetResult(UserInputStream.Held(text));

    private async Task<IRenderedComponent<TestPage>> OpenAsync(Guid id, string? fqn = null, long? delivery = null)
    {
        SignIn(Role.Administrator);
        Services.GetRequiredService<NavigationManager>().NavigateTo(AppUrls.TestWebhook(id, fqn, delivery));
        var page = Render<TestPage>(parameters => parameters.Add(page => page.Id, id));
        await page.WaitForAssertionAsync(() => Assert.Empty(page.FindAll(ById("loading"))));
        return page;
    }
}
