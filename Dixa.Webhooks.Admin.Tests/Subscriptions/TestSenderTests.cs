using System.Text;
using System.Text.Json;
using Dixa.Webhooks.Admin.Dispatch;
using Dixa.Webhooks.Admin.Dispatch.Jobs;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Domain.Events;
using Dixa.Webhooks.Admin.Support;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Subscriptions;

public sealed class TestSenderTests : DispatchTest
{
    private TestSender Tests => Store.Service<TestSender>();

    [Fact]
    public async Task A_test_sends_the_signed_sample_and_is_marked_in_the_history()
    {
        await using var receiver = await Receiver.StartAsync();
        var webhook = await AddWebhookAsync(receiver.Url.ToString());
        receiver.Secret = (await Store.WebhookAsync(webhook)).Secret.Reveal();

        await SendAsync(webhook, "CONVERSATION_RATED");

        var request = Assert.Single(receiver.Requests);
        Assert.Equal(SignatureVerdict.Valid, request.Verdict);
        Assert.Equal(webhook.ToString(), request.Headers["X-DIXA-SUBSCRIPTION-ID"]);
        var envelope = JsonElement.Parse(request.Body);
        Assert.Equal(["event_id", "event_fqn", "event_version", "event_timestamp", "organization", "data"], envelope.EnumerateObject().Select(member => member.Name));
        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(Type("CONVERSATION_RATED").Data.Sample.Span), envelope.GetProperty("data")));

        var row = Assert.Single(await Store.History.RecentAsync(webhook, "CONVERSATION_RATED", Cancel));
        Assert.Equal((true, DeliveryState.Delivered, 1, envelope.GetProperty("event_id").GetGuid()), (row.IsTest, row.State, row.Attempts, row.EventId));
        Assert.Equal(request.Body, await Store.History.PayloadAsync(webhook, row.Id, Cancel));
        Assert.Equal((1, 200, true), Assert.Single((await AttemptsAsync()).Select(attempt => (attempt.Number, attempt.StatusCode, attempt.Succeeded))));
    }

    [Fact]
    public async Task Custom_data_is_sent_byte_for_byte()
    {
        await using var receiver = await Receiver.StartAsync();
        var webhook = await AddWebhookAsync(receiver.Url.ToString());

        await SendAsync(webhook, data: """{ "n" : 1.0e5, "ü":"\u00fc" }""");

        Assert.EndsWith("""
            "data":{ "n" : 1.0e5, "ü":"\u00fc" }}
            """, Assert.Single(receiver.Requests).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_result_has_the_URL_and_the_body()
    {
        await using var receiver = await Receiver.StartAsync();
        var webhook = await AddWebhookAsync(receiver.Url.ToString());

        var tested = Assert.IsType<SendResult.Tested>(await Tests.SendAsync(Actors.Administrator, webhook, Type("CONVERSATION_CREATED"), cancel: Cancel));

        Assert.Equal(receiver.Url.ToString(), tested.Url);
        Assert.Equal(Assert.Single(receiver.Requests).Body, tested.Payload.ToArray());
        Assert.Equal(tested.DeliveryId, Assert.Single(await DeliveriesAsync()).Id);
    }

    [Theory]
    [InlineData("[1]", "The data must be a JSON object, not an array.")]
    [InlineData("", "The data is empty. It must be a JSON object, for example {}.")]
    [InlineData("{\"score\": 5", "The data is incomplete: a brace, bracket or quote is not closed.")]
    public async Task Data_that_is_not_a_JSON_object_is_refused_and_nothing_is_sent(string data, string error)
    {
        await using var receiver = await Receiver.StartAsync();
        var webhook = await AddWebhookAsync(receiver.Url.ToString());

        var invalid = Assert.IsType<SendResult.Invalid>(
            await Tests.SendAsync(Actors.Administrator, webhook, Type("CONVERSATION_RATED"), Encoding.UTF8.GetBytes(data), Cancel));

        Assert.Equal(("data", error), (invalid.Error.Field, invalid.Error.Message));
        Assert.Empty(receiver.Requests);
        Assert.Empty(await DeliveriesAsync());
    }

    [Fact]
    public async Task Data_that_does_not_match_its_type_is_still_sent()
    {
        await using var receiver = await Receiver.StartAsync();
        var webhook = await AddWebhookAsync(receiver.Url.ToString());

        await SendAsync(webhook, "CONVERSATION_RATED", """{"conversation":"odd","score":"five"}""");

        Assert.EndsWith("""
            "data":{"conversation":"odd","score":"five"}}
            """, Assert.Single(receiver.Requests).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_test_changes_no_status_and_is_not_retried()
    {
        await using var endpoint = RawEndpoint.Answering(500);
        var webhook = await AddWebhookAsync(endpoint.Url);

        await SendAsync(webhook);
        await GoOnAsync(TimeSpan.FromHours(1), webhook);

        Assert.Equal(1, endpoint.Requests);
        Assert.Empty(await Store.History.StatusesAsync(webhook, Cancel));
        Assert.Equal(DeliveryState.Failed, Assert.Single(await DeliveriesAsync()).State);
    }

    [Fact]
    public async Task Failed_tests_do_not_count_as_consecutive_failures()
    {
        await using var endpoint = RawEndpoint.Answering(500);
        var webhook = await AddWebhookAsync(endpoint.Url);
        await PublishAsync(24);
        await RunAsync();
        for (var i = 0; i < 30; i++)
        {
            await SendAsync(webhook);
        }

        await SweepAsync();

        await using var context = await Store.ContextAsync();
        Assert.Equal(24, (await context.Lanes.SingleAsync(Cancel)).ConsecutiveFailures);
        Assert.True((await Store.WebhookAsync(webhook)).Enabled);
    }

    [Fact]
    public async Task A_successful_test_does_not_reset_the_consecutive_failures()
    {
        await using var receiver = await Receiver.StartAsync();
        receiver.Behavior = new Answer(500);
        var webhook = await AddWebhookAsync(receiver.Url.ToString());
        await PublishAsync(25);
        await RunAsync();
        receiver.Behavior = new Answer(200);
        await SendAsync(webhook);

        await SweepAsync();

        Assert.False((await Store.WebhookAsync(webhook)).Enabled);
    }

    [Fact]
    public async Task A_disabled_webhook_can_be_tested()
    {
        await using var receiver = await Receiver.StartAsync();
        var webhook = await Store.CreateWebhookAsync(draft => (draft.Url, draft.Enabled) = (receiver.Url.ToString(), false));

        await SendAsync(webhook);

        Assert.Single(receiver.Requests);
    }

    [Fact]
    public async Task A_form_that_was_open_while_a_test_failed_can_still_be_saved()
    {
        await using var endpoint = RawEndpoint.Answering(500);
        var webhook = await AddWebhookAsync(endpoint.Url);
        var form = await Store.Reads.FormAsync(Actors.Administrator, webhook, Cancel);
        await SendAsync(webhook);

        form!.Draft.Name = "Saved";
        Assert.IsType<SaveResult.Saved>(await Store.Changes.EditAsync(Actors.Administrator, webhook, form.Revision, form.Draft, Cancel));

        Assert.Equal("Saved", (await Store.WebhookAsync(webhook)).Name);
    }

    [Fact]
    public async Task A_test_that_hangs_does_not_block_changes()
    {
        await using var receiver = await Receiver.StartAsync();
        receiver.Behavior = new Hang();
        var webhook = await AddWebhookAsync(receiver.Url.ToString());
        var form = await Store.Reads.FormAsync(Actors.Administrator, webhook, Cancel);
        var test = SendAsync(webhook);
        await receiver.ReceivesAsync(1);

        form!.Draft.Name = "Saved";
        Assert.IsType<SaveResult.Saved>(await Store.Changes.EditAsync(Actors.Administrator, webhook, form.Revision, form.Draft, Cancel));
        Assert.False(test.IsCompleted);

        Store.Time.Advance(TimeSpan.FromSeconds(10));
        await test;
        Assert.Equal(FailureClass.Timeout, Assert.Single(await AttemptsAsync()).Failure);
    }

    [Fact]
    public async Task The_address_guard_also_applies_to_tests()
    {
        var webhook = await AddWebhookAsync("http://moves.example/");
        Store.Names["moves.example"] = [System.Net.IPAddress.Parse("10.0.0.1")];

        await SendAsync(webhook);

        Assert.Equal(FailureClass.ForbiddenAddress, Assert.Single(await AttemptsAsync()).Failure);
    }

    [Fact]
    public async Task Support_cannot_send_tests()
    {
        await using var receiver = await Receiver.StartAsync();
        var webhook = await AddWebhookAsync(receiver.Url.ToString());

        Assert.IsType<SendResult.Forbidden>(await Tests.SendAsync(Actors.Support, webhook, Type("CONVERSATION_CREATED"), cancel: Cancel));

        Assert.Empty(receiver.Requests);
        Assert.Empty(await DeliveriesAsync());
    }

    [Fact]
    public async Task An_unknown_webhook_cannot_be_tested() =>
        Assert.IsType<SendResult.NotFound>(await Tests.SendAsync(Actors.Administrator, Guid.NewGuid(), Type("CONVERSATION_CREATED"), cancel: Cancel));

    private static EventType Type(string fqn) => EventCatalogue.TryFind(fqn, out var type) ? type : throw new ArgumentException(fqn);

    private async Task SendAsync(Guid webhook, string fqn = "CONVERSATION_CREATED", string? data = null) => Assert.IsType<SendResult.Tested>(
        await Tests.SendAsync(Actors.Administrator, webhook, Type(fqn), data is null ? null : Encoding.UTF8.GetBytes(data), Cancel));

    private Task SweepAsync() => Store.Make<AutoDisableSweep>().RunAsync(Cancel);
}
