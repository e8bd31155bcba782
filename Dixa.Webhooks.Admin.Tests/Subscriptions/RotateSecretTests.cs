using Dixa.Webhooks.Admin.Dispatch;
using Dixa.Webhooks.Admin.Dispatch.Jobs;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Domain.Events;
using Dixa.Webhooks.Admin.Domain.Subscriptions;
using Dixa.Webhooks.Admin.Subscriptions.Queries;
using Dixa.Webhooks.Admin.Support;

namespace Dixa.Webhooks.Admin.Subscriptions;

/// <summary>What endpoints receive before, during and after an overlap.</summary>
public sealed class RotateSecretTests : DispatchTest
{
    private static readonly TimeSpan Overlap = TimeSpan.FromHours(1);

    [Fact]
    public async Task During_an_overlap_each_request_has_both_signatures_with_the_old_one_first()
    {
        await using var receiver = await Receiver.StartAsync();
        receiver.Next(new Answer(500));
        var webhook = await AddWebhookAsync(receiver.Url.ToString());
        var old = (await Store.WebhookAsync(webhook)).Secret.Reveal();
        await RotateAsync(webhook, Overlap);
        var now = (await Store.WebhookAsync(webhook)).Secret.Reveal();

        await PublishAsync();
        await RunAsync();
        await GoOnAsync(TimeSpan.FromMinutes(1), webhook);
        await Store.Service<Resender>().ResendAsync(Actors.Administrator, webhook, Assert.Single(await DeliveriesAsync()).Id, Cancel);
        await RunAsync();
        await Store.Service<TestSender>().SendAsync(Actors.Administrator, webhook, EventCatalogue.All[0], cancel: Cancel);

        Assert.Equal(4, receiver.Requests.Count);
        Assert.All(receiver.Requests, request =>
        {
            var header = request.Headers["X-DIXA-SIGNATURE"];
            Assert.Equal(2, SignatureCheck.Signatures(header));
            Assert.Equal(SignatureVerdict.Valid, SignatureCheck.Verdict(header, old, request.Body));
            Assert.Equal(SignatureVerdict.Valid, SignatureCheck.Verdict(header, now, request.Body));

            // Receivers that read only the first signature still have the old secret.
            Assert.Equal(SignatureVerdict.Valid, SignatureCheck.Verdict(header[..header.LastIndexOf(',')], old, request.Body));
        });
    }

    [Fact]
    public async Task It_ends_automatically_while_the_lane_runs()
    {
        await using var receiver = await Receiver.StartAsync();
        var webhook = await AddWebhookAsync(receiver.Url.ToString());
        await RotateAsync(webhook, Overlap);
        receiver.Secret = (await Store.WebhookAsync(webhook)).Secret.Reveal();
        await PublishAsync();
        await RunAsync();

        Store.Time.Advance(Overlap);
        await PublishAsync();
        await RunAsync();

        Assert.Equal([2, 1], receiver.Requests.Select(request => SignatureCheck.Signatures(request.Headers["X-DIXA-SIGNATURE"])));
        Assert.All(receiver.Requests, request => Assert.Equal(SignatureVerdict.Valid, request.Verdict));
    }

    [Fact]
    public async Task After_an_early_end_the_next_request_has_one_signature()
    {
        await using var receiver = await Receiver.StartAsync();
        var webhook = await AddWebhookAsync(receiver.Url.ToString());
        await RotateAsync(webhook, Overlap);
        receiver.Secret = (await Store.WebhookAsync(webhook)).Secret.Reveal();
        await PublishAsync();
        await RunAsync();

        Assert.IsType<SaveResult.Saved>(await Store.Changes.EndPreviousSecretAsync(Actors.Administrator, webhook, 2, Cancel));
        await PublishAsync();
        await RunAsync();

        Assert.Equal([2, 1], receiver.Requests.Select(request => SignatureCheck.Signatures(request.Headers["X-DIXA-SIGNATURE"])));
        Assert.Equal(SignatureVerdict.Valid, receiver.Requests[1].Verdict);
    }

    [Fact]
    public async Task The_page_shows_the_overlap_until_it_ends()
    {
        var webhook = await Store.CreateWebhookAsync();
        Assert.Null((await Store.Reads.FindAsync(webhook, Cancel))!.PreviousSecretUntil);

        await RotateAsync(webhook, Overlap);
        Assert.Equal(Store.Time.GetUtcNow() + Overlap, (await Store.Reads.FindAsync(webhook, Cancel))!.PreviousSecretUntil);

        Store.Time.Advance(Overlap);
        Assert.Null((await Store.Reads.FindAsync(webhook, Cancel))!.PreviousSecretUntil);
    }

    [Fact]
    public async Task The_old_secret_is_never_shown()
    {
        var webhook = await Store.CreateWebhookAsync();
        var old = (await Store.WebhookAsync(webhook)).Secret.Reveal();

        await RotateAsync(webhook, Overlap);

        Assert.NotEqual(old, await Store.Reads.RevealSecretAsync(Actors.Administrator, webhook, Cancel));
        Assert.NotEqual(old, (await Store.Service<WebhookApiQueries>().FindAsync(Actors.Administrator, webhook, Cancel))!.Secret);
    }

    [Fact]
    public async Task Once_it_has_ended_the_old_secret_is_wiped_and_no_other()
    {
        var ended = await Store.CreateWebhookAsync();
        var lasting = await Store.CreateWebhookAsync();
        await RotateAsync(ended, Overlap);
        await RotateAsync(lasting, Overlap * 2);
        var recover = Store.Make<RecoverJob>();
        await recover.RunAsync(Cancel);
        Assert.NotNull((await Store.WebhookAsync(ended)).PreviousSecret);

        Store.Time.Advance(Overlap);
        await recover.RunAsync(Cancel);

        var webhook = await Store.WebhookAsync(ended);
        Assert.Equal((null, null, 2), (webhook.PreviousSecret, webhook.PreviousSecretUntil, webhook.Revision));
        Assert.NotNull((await Store.WebhookAsync(lasting)).PreviousSecret);
    }

    [Fact]
    public async Task The_signature_verifier_accepts_both()
    {
        await using var receiver = await Receiver.StartAsync();
        var webhook = await AddWebhookAsync(receiver.Url.ToString());
        var old = (await Store.WebhookAsync(webhook)).Secret;
        await RotateAsync(webhook, Overlap);
        await PublishAsync();
        await RunAsync();
        var request = Assert.Single(receiver.Requests);

        var finding = await Store.Service<SignatureVerifier>().InspectAsync(
            Actors.Administrator, webhook, new Domain.Signing.ShownRequest(request.Headers["X-DIXA-SIGNATURE"], request.Body, old), Cancel);

        Assert.True(Assert.IsType<Domain.Signing.Finding.Valid>(finding).ByPreviousSecret);
    }

    private async Task RotateAsync(Guid webhook, TimeSpan overlap) => Assert.IsType<SaveResult.Saved>(
        await Store.Changes.RotateSecretAsync(Actors.Administrator, webhook, (await Store.WebhookAsync(webhook)).Revision, overlap, Cancel));
}
