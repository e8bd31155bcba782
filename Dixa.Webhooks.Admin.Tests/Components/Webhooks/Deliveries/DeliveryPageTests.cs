using Bunit;
using Dixa.Webhooks.Admin.Components.Webhooks.Details;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Domain.Subscriptions;
using Dixa.Webhooks.Admin.Recording;
using Dixa.Webhooks.Admin.Subscriptions;
using Dixa.Webhooks.Admin.Support;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Deliveries;

public sealed class DeliveryPageTests : ComponentTest
{
    private const string Payload = """{"n":1.0e5,"text":"it's"}""";

    private Guid _webhook;
    private long _delivery;

    [Fact]
    public async Task A_pending_delivery_is_shown_and_follows_what_happens()
    {
        var page = await OpenAsync(DeliveryState.Pending);
        Assert.Equal("CONVERSATION_CREATED", page.Find(ById("delivery-title")).TextContent);
        Assert.Equal("pending", page.Find(ById("delivery-state")).GetAttribute("data-state"));
        await page.WaitForAssertionAsync(() => Assert.NotEmpty(page.FindAll(ById("next-attempt"))));
        Assert.Empty(page.FindAll(ById("resend")));

        await Store.StateAsync(_delivery, DeliveryState.Failed);
        Store.Service<DeliveryFeed>().Publish(_webhook);

        await page.WaitForAssertionAsync(() => Assert.Equal("failed", page.Find(ById("delivery-state")).GetAttribute("data-state")));
        Assert.Empty(page.FindAll(ById("next-attempt")));
        Assert.NotEmpty(page.FindAll(ById("resend")));
    }

    [Fact]
    public async Task What_sent_it_again_and_what_it_sends_again_are_a_link_away()
    {
        var page = await OpenAsync(DeliveryState.Failed);

        await Store.Service<Resender>().ResendAsync(Actors.Administrator, _webhook, _delivery, Cancel);

        await page.WaitForAssertionAsync(() => Assert.Equal(AppUrls.Delivery(_webhook, 2), page.Find(ById("sent-again")).GetAttribute("href")));
        page.Render(parameters => parameters.Add(p => p.Id, _webhook).Add(p => p.DeliveryId, 2));
        await page.WaitForAssertionAsync(() => Assert.Equal(AppUrls.Delivery(_webhook, 1), page.Find(ById("resend-of")).GetAttribute("href")));
        Assert.Empty(page.FindAll(ById("sent-again")));
    }

    [Fact]
    public async Task The_request_is_copied_with_placeholders_for_what_is_hidden()
    {
        var module = JSInterop.SetupModule("./Components/Shared/CopyButton.razor.js");
        module.Setup<bool>("copy", _ => true).SetResult(true);
        var page = await OpenAsync(DeliveryState.Failed, new SentHeaders("example.com", ["Authorization", "X-Api-Key"]).Capture("t=1,v1=aa"));

        await page.Find(ById("copy-curl")).ClickAsync();

        Assert.Equal(
            $"""
            curl -X POST 'https://example.com/webhooks' \
              -H 'X-DIXA-SIGNATURE: t=1,v1=aa' \
              -H 'X-DIXA-SUBSCRIPTION-ID: {_webhook}' \
              -H 'User-Agent: Dixa-Webhooks/1.0' \
              -H 'Accept: */*' \
              -H 'Authorization: <Authorization>' \
              -H 'X-Api-Key: <X-Api-Key>' \
              -H 'Content-Type: application/json' \
              --data-raw '{Payload.Replace("'", "'\\''", StringComparison.Ordinal)}'
            """.ReplaceLineEndings("\n"),
            Assert.Single(module.Invocations["copy"]).Arguments[0]);
    }

    [Fact]
    public async Task A_request_that_could_not_be_made_is_copied_as_it_would_have_been()
    {
        var module = JSInterop.SetupModule("./Components/Shared/CopyButton.razor.js");
        module.Setup<bool>("copy", _ => true).SetResult(true);
        var page = await OpenAsync(DeliveryState.Failed, sent: null);

        await page.Find(ById("copy-curl")).ClickAsync();

        var command = Assert.IsType<string>(Assert.Single(module.Invocations["copy"]).Arguments[0]);
        Assert.Contains("-H 'X-DIXA-SIGNATURE: <X-DIXA-SIGNATURE>'", command, StringComparison.Ordinal);
        Assert.Contains("-H 'User-Agent: Dixa-Webhooks/1.0'", command, StringComparison.Ordinal);
        Assert.Contains("-H 'Authorization: <Authorization>'", command, StringComparison.Ordinal);
        Assert.Contains("-H 'X-Api-Key: <X-Api-Key>'", command, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", page.Markup + command, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_test_with_changes_starts_from_it()
    {
        var page = await OpenAsync(DeliveryState.Delivered);

        Assert.Equal(AppUrls.TestWebhook(_webhook, "CONVERSATION_CREATED", _delivery), page.Find(ById("test-with-changes")).GetAttribute("href"));
        Assert.Equal("POST https://example.com/webhooks", page.Find(ById("request-line")).TextContent);
        Assert.Equal("r", page.Find(ById("resend")).GetAttribute("data-shortcut"));
        Assert.Equal("c", page.Find(ById("payload-copy")).GetAttribute("data-shortcut"));
    }

    [Fact]
    public async Task Support_reads_it_and_cannot_resend()
    {
        var page = await OpenAsync(DeliveryState.Failed, role: Role.Support);

        Assert.Contains("1.0e5", page.Find(ById("payload-formatted")).TextContent, StringComparison.Ordinal);
        Assert.NotEmpty(page.FindAll(ById("payload-download")));
        Assert.Empty(page.FindAll(ById("test-with-changes")));
        Assert.Empty(page.FindAll(ById("resend")));
    }

    [Fact]
    public async Task An_unknown_delivery_or_one_of_another_webhook_has_a_link_back()
    {
        await OpenAsync(DeliveryState.Failed);
        var other = await Store.CreateWebhookAsync();

        var page = Render<DeliveryPage>(parameters => parameters.Add(p => p.Id, other).Add(p => p.DeliveryId, _delivery));

        await page.WaitForAssertionAsync(() => Assert.Contains("Delivery not found", page.Find(ById("missing")).TextContent, StringComparison.Ordinal));
        Assert.Equal(AppUrls.Webhook(other, WebhookTab.Deliveries), page.Find(ById("missing-back")).GetAttribute("href"));
    }

    [Fact]
    public async Task The_removal_of_its_webhook_is_reported()
    {
        var page = await OpenAsync(DeliveryState.Failed);

        await Store.Changes.RemoveAsync(Actors.Administrator, _webhook, (await Store.WebhookAsync(_webhook)).Revision, Cancel);

        await page.WaitForAssertionAsync(() => Assert.Contains("was removed", page.Find(ById("missing")).TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task When_the_store_does_not_respond_trying_again_is_offered()
    {
        var page = await OpenAsync(DeliveryState.Failed);
        await Store.ExecuteAsync("ALTER TABLE deliveries RENAME TO elsewhere");
        Store.Service<DeliveryFeed>().Publish(_webhook);
        await page.WaitForAssertionAsync(() => Assert.Contains("could not be loaded", page.Find(ById("error-state")).TextContent, StringComparison.Ordinal));

        await Store.ExecuteAsync("ALTER TABLE elsewhere RENAME TO deliveries");
        await page.Find(ById("try-again")).ClickAsync();

        await page.WaitForAssertionAsync(() => Assert.NotEmpty(page.FindAll(ById("delivery-title"))));
    }

    private async Task<IRenderedComponent<DeliveryPage>> OpenAsync(DeliveryState state, byte[]? sent = null, Role role = Role.Administrator)
    {
        SignIn(role);
        _webhook = await Store.CreateWebhookAsync(draft =>
        {
            (draft.AuthorizationKind, draft.Token) = (AuthorizationKind.Token, "token-hunter2");
            draft.Headers.Add(new HeaderDraft { Name = "X-Api-Key", Value = "value-hunter2" });
        });
        _delivery = await Store.DeliveryAsync(_webhook, state: state, payload: Payload);
        await Store.StoreAsync(new DeliveryAttempt
        {
            DeliveryId = _delivery,
            SubscriptionId = _webhook,
            Number = 1,
            StartedAt = Store.Time.GetUtcNow(),
            StatusCode = sent is null ? null : 500,
            Failure = sent is null ? FailureClass.Refused : null,
            RequestHeaders = sent,
        });
        var page = Render<DeliveryPage>(parameters => parameters.Add(p => p.Id, _webhook).Add(p => p.DeliveryId, _delivery));
        await page.WaitForAssertionAsync(() => Assert.Empty(page.FindAll(ById("loading"))));
        return page;
    }
}
