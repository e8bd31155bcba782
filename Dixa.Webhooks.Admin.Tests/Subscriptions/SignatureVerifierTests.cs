using System.Text;
using Dixa.Webhooks.Admin.Dispatch;
using Dixa.Webhooks.Admin.Domain.Signing;
using Dixa.Webhooks.Admin.Support;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Subscriptions;

public sealed class SignatureVerifierTests : DispatchTest
{
    private SignatureVerifier Checks => Store.Service<SignatureVerifier>();

    [Fact]
    public async Task A_delivered_request_is_valid()
    {
        var (webhook, request) = await DeliverAsync();

        Assert.IsType<Finding.Valid>(await InspectAsync(webhook, request.Headers[DixaSignature.HeaderName], request.Body));
    }

    [Fact]
    public async Task A_delivered_request_becomes_too_old()
    {
        var (webhook, request) = await DeliverAsync();
        Store.Time.Advance(TimeSpan.FromHours(3));

        Assert.Equal(new Finding.OutOfTime(TimeSpan.FromHours(3)), await InspectAsync(webhook, request.Headers[DixaSignature.HeaderName], request.Body));
    }

    [Fact]
    public async Task A_changed_body_is_detected_by_the_stored_payload()
    {
        var (webhook, request) = await DeliverAsync();

        var finding = await InspectAsync(webhook, request.Headers[DixaSignature.HeaderName], [.. request.Body, (byte)'\n']);

        Assert.Equal((BodyChange.EndAdded, request.Body.Length + 1), finding is Finding.BodyChanged { Difference: var difference } ? (difference.Change, difference.Byte) : default);
    }

    [Fact]
    public async Task A_changed_time_is_detected_by_the_attempt_with_the_signature()
    {
        var (webhook, request) = await DeliverAsync();
        var header = request.Headers[DixaSignature.HeaderName];
        var time = header["t=".Length..header.IndexOf(',', StringComparison.Ordinal)];

        var finding = await InspectAsync(webhook, header.Replace(time, "1689238949803", StringComparison.Ordinal), request.Body);

        Assert.Equal(new Finding.TimeChanged(time, Body: null), finding);
        await using var context = await Store.ContextAsync();
        Assert.DoesNotContain("SCAN", await Store.Sql.PlanOfLastAsync(context.Database.GetDbConnection(), "attempts"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_a_rotation_an_old_signature_is_reported_as_another_secret()
    {
        var (webhook, request) = await DeliverAsync();
        Assert.IsType<SaveResult.Saved>(await Store.Changes.RotateSecretAsync(Actors.Administrator, webhook, (await Store.WebhookAsync(webhook)).Revision, TimeSpan.Zero, Cancel));

        Assert.Equal(new Finding.OtherSecret(Body: null), await InspectAsync(webhook, request.Headers[DixaSignature.HeaderName], request.Body));
    }

    [Fact]
    public async Task An_event_that_was_sent_only_to_another_webhook_is_unknown()
    {
        var (_, request) = await DeliverAsync();
        var other = await Store.CreateWebhookAsync();

        Assert.IsType<Finding.Unexplained>(await InspectAsync(other, request.Headers[DixaSignature.HeaderName], request.Body));
    }

    [Fact]
    public async Task Support_gets_no_result()
    {
        var (webhook, request) = await DeliverAsync();

        Assert.Null(await Checks.InspectAsync(Actors.Support, webhook, new ShownRequest(request.Headers[DixaSignature.HeaderName], request.Body, null), Cancel));
        Assert.Null(await Checks.LastAsync(Actors.Support, webhook, Cancel));
    }

    [Fact]
    public async Task An_unknown_webhook_gets_no_result()
    {
        var (_, request) = await DeliverAsync();

        Assert.Null(await Checks.InspectAsync(Actors.Administrator, Guid.NewGuid(), new ShownRequest(request.Headers[DixaSignature.HeaderName], request.Body, null), Cancel));
        Assert.Null(await Checks.LastAsync(Actors.Administrator, Guid.NewGuid(), Cancel));
    }

    [Fact]
    public async Task The_last_request_is_the_one_that_arrived()
    {
        var (webhook, request) = await DeliverAsync();

        var last = await Checks.LastAsync(Actors.Administrator, webhook, Cancel);

        Assert.Equal((request.Headers[DixaSignature.HeaderName], "CONVERSATION_CREATED", Store.Time.GetUtcNow()), (last!.Signature, last.EventType, last.SentAt));
        Assert.Equal(request.Body, last.Body);
    }

    [Fact]
    public async Task A_refused_request_that_is_waiting_for_its_retry_is_the_last_one()
    {
        await using var receiver = await Receiver.StartAsync();
        var webhook = await AddWebhookAsync(receiver.Url.ToString());
        await PublishAsync();
        await RunAsync();
        receiver.Behavior = new Answer(401);
        Store.Time.Advance(TimeSpan.FromMinutes(1));
        await PublishAsync();
        await RunAsync();

        var last = await Checks.LastAsync(Actors.Administrator, webhook, Cancel);

        Assert.Equal(receiver.Requests[1].Headers[DixaSignature.HeaderName], last!.Signature);
        Assert.Equal(receiver.Requests[1].Body, last.Body);
    }

    [Fact]
    public async Task An_attempt_that_sent_no_request_is_skipped()
    {
        var (webhook, request) = await DeliverAsync();
        Store.Time.Advance(TimeSpan.FromMinutes(1));
        await PublishAsync();
        await RunAsync();

        Assert.Equal(2, (await AttemptsAsync()).Count);
        Assert.Equal(request.Headers[DixaSignature.HeaderName], (await Checks.LastAsync(Actors.Administrator, webhook, Cancel))!.Signature);
    }

    [Theory]
    [InlineData("deliveries", "INDEX ix_deliveries_ended (subscription_id=? AND state=?)")]
    [InlineData("attempts", "INDEX ix_attempts_failed (subscription_id=?)")]
    public async Task The_last_request_is_read_from_the_end_of_an_index(string table, string index)
    {
        await Checks.LastAsync(Actors.Administrator, Guid.NewGuid(), Cancel);

        await using var context = await Store.ContextAsync();
        var plan = await Store.Sql.PlanOfLastAsync(context.Database.GetDbConnection(), table);
        Assert.Contains(index, plan, StringComparison.Ordinal);
        Assert.DoesNotContain("TEMP B-TREE", plan, StringComparison.Ordinal);
    }

    /// <summary>Delivers one event; afterwards the endpoint no longer responds.</summary>
    private async Task<(Guid Webhook, ReceivedRequest Request)> DeliverAsync()
    {
        await using var receiver = await Receiver.StartAsync();
        var webhook = await AddWebhookAsync(receiver.Url.ToString());
        await PublishAsync(data: SampleData.With(""" "naïve":"\u00e9","n":1.0e5"""));
        await RunAsync();
        return (webhook, Assert.Single(receiver.Requests));
    }

    private Task<Finding?> InspectAsync(Guid webhook, string header, byte[] body) =>
        Checks.InspectAsync(Actors.Administrator, webhook, new ShownRequest(header, body, Secret: null), Cancel);
}
