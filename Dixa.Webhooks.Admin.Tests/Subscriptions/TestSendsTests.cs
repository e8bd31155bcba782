using System.Text;
using System.Text.Json;
using Dixa.Webhooks.Admin.Dispatch;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Domain.Events;
using Dixa.Webhooks.Admin.Support;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Subscriptions;

public sealed class TestSendsTests : DispatchTest
{
    private TestSends Tests => Store.Service<TestSends>();

    [Fact]
    public async Task A_test_goes_out_signed_with_the_sample_and_is_marked_in_the_history()
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
    public async Task Data_of_ones_own_goes_out_byte_for_byte()
    {
        await using var receiver = await Receiver.StartAsync();
        var webhook = await AddWebhookAsync(receiver.Url.ToString());

        await SendAsync(webhook, data: """{ "n" : 1.0e5, "ü":"\u00fc" }""");

        Assert.EndsWith("""
            "data":{ "n" : 1.0e5, "ü":"\u00fc" }}
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
        Assert.Empty(await Store.History.LastDeliveriesAsync(Cancel));
        Assert.Equal(DeliveryState.Failed, Assert.Single(await DeliveriesAsync()).State);
    }

    [Fact]
    public async Task Failing_tests_neither_make_nor_lengthen_a_run_of_failures()
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
        Assert.Equal(24, (await context.Lanes.SingleAsync(Cancel)).FailuresInARow);
        Assert.True((await Store.WebhookAsync(webhook)).Enabled);
    }

    [Fact]
    public async Task A_test_that_succeeds_does_not_end_a_run_of_failures()
    {
        await using var receiver = await Receiver.StartAsync();
        receiver.Behaviour = new Answer(500);
        var webhook = await AddWebhookAsync(receiver.Url.ToString());
        await PublishAsync(25);
        await RunAsync();
        receiver.Behaviour = new Answer(200);
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
    public async Task The_address_guard_stands_before_tests_too()
    {
        var webhook = await AddWebhookAsync("http://10.0.0.1/");

        await SendAsync(webhook);

        Assert.Equal(FailureClass.ForbiddenAddress, Assert.Single(await AttemptsAsync()).Failure);
    }

    [Fact]
    public async Task Support_sends_no_test()
    {
        await using var receiver = await Receiver.StartAsync();
        var webhook = await AddWebhookAsync(receiver.Url.ToString());

        Assert.IsType<SendResult.Forbidden>(await Tests.SendAsync(Actors.Support, webhook, Type("CONVERSATION_CREATED"), cancel: Cancel));

        Assert.Empty(receiver.Requests);
        Assert.Empty(await DeliveriesAsync());
    }

    [Fact]
    public async Task A_webhook_that_is_not_there_cannot_be_tested() =>
        Assert.IsType<SendResult.NotFound>(await Tests.SendAsync(Actors.Administrator, Guid.NewGuid(), Type("CONVERSATION_CREATED"), cancel: Cancel));

    private static EventType Type(string fqn) => EventCatalogue.TryFind(fqn, out var type) ? type : throw new ArgumentException(fqn);

    private async Task SendAsync(Guid webhook, string fqn = "CONVERSATION_CREATED", string? data = null) => Assert.IsType<SendResult.Tested>(
        await Tests.SendAsync(Actors.Administrator, webhook, Type(fqn), data is null ? null : Encoding.UTF8.GetBytes(data), Cancel));

    private Task SweepAsync() => Store.Make<AutoDisableSweep>().RunAsync(Cancel);
}
