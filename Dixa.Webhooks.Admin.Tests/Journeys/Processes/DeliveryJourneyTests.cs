using System.Net;
using System.Text;
using System.Text.Json;
using Dixa.Webhooks.Admin.Domain.Subscriptions;
using Dixa.Webhooks.Admin.Support;

namespace Dixa.Webhooks.Admin.Journeys.Processes;

/// <summary>From publishing an event to its arrival at the receiver, through the whole application.</summary>
public sealed class DeliveryJourneyTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(3);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_published_event_arrives_signed_with_its_data_byte_for_byte()
    {
        var data = SampleData.With("""
            "zeta":1.0e5,"alpha":"Größe 🎉 \u00e9","big":1E400
            """);
        await using var receiver = await Receiver.StartAsync();
        var webhook = Guid.Empty;
        await using var app = await AppProcess.StartAsync(async store => webhook = await WebhookAsync(store, receiver, draft =>
        {
            (draft.AuthorizationKind, draft.Token) = (AuthorizationKind.Token, "receivers-token");
            draft.Headers = [new HeaderDraft { Name = "X-Api-Key", Value = "key" }];
        }));
        var id = Guid.NewGuid();

        await PublishAsync(app, Publishing.Event(id, data: data));
        await receiver.ReceivesAsync(1, Deadline);

        var request = Assert.Single(receiver.Requests);
        Assert.Equal(("POST", "/webhooks", SignatureVerdict.Valid), (request.Method, request.Target, request.Verdict));
        Assert.Equal("application/json", request.Headers["Content-Type"]);
        Assert.Equal(webhook.ToString(), request.Headers["X-DIXA-SUBSCRIPTION-ID"]);
        Assert.Equal("Bearer receivers-token", request.Headers["Authorization"]);
        Assert.Equal("key", request.Headers["X-Api-Key"]);
        Assert.StartsWith($$"""{"event_id":"{{id}}","event_fqn":"CONVERSATION_CREATED","event_version":"1","event_timestamp":""", request.Text);
        Assert.EndsWith($$""","data":{{data}}}""", request.Text);
    }

    [Fact]
    public async Task A_failing_endpoint_gets_five_attempts_of_the_same_event_each_with_a_new_signature()
    {
        await using var receiver = await Receiver.StartAsync();
        receiver.Behavior = new Answer(500);
        await using var app = await AppProcess.StartAsync(store => WebhookAsync(store, receiver), ("Dispatch:RetryDelay", RetryDelay.ToString()));

        await PublishAsync(app, Publishing.Event(Guid.NewGuid()));
        await receiver.ReceivesAsync(5, Deadline);

        var requests = receiver.Requests;
        Assert.All(requests, request => Assert.Equal((requests[0].Text, SignatureVerdict.Valid), (request.Text, request.Verdict)));
        Assert.Equal(5, requests.Select(request => request.Headers["X-DIXA-SIGNATURE"]).Distinct().Count());
        var pauses = requests.Zip(requests.Skip(1), (earlier, later) => later.At - earlier.At);
        Assert.All(pauses, pause => Assert.InRange(pause, RetryDelay, RetryDelay + Tolerance));

        // A sixth attempt would arrive before another event has had its five.
        await PublishAsync(app, Publishing.Event(Guid.NewGuid()));
        await receiver.ReceivesAsync(10, Deadline);
        Assert.Equal(5, receiver.Requests.Count(request => request.Text == requests[0].Text));
    }

    [Fact]
    public async Task Events_accepted_before_a_kill_are_delivered_after_it()
    {
        await using var receiver = await Receiver.StartAsync();
        receiver.Behavior = new Hang();
        await using var app = await AppProcess.StartAsync(store => WebhookAsync(store, receiver));
        var ids = Enumerable.Range(0, 100).Select(_ => Guid.NewGuid()).ToList();
        foreach (var id in ids)
        {
            await PublishAsync(app, Publishing.Event(id));
        }

        await receiver.ReceivesAsync(1, Deadline);

        app.KillHard();
        receiver.Behavior = new Answer(200);
        var before = receiver.Requests.Count;
        await app.StartAgainAsync();

        await Eventually.BecomesTrueAsync(
            () => ids.ToHashSet().SetEquals(receiver.Requests.Skip(before).Select(EventId)), "each accepted event arrives after the kill", Deadline);
        Assert.All(receiver.Requests, request => Assert.Equal(SignatureVerdict.Valid, request.Verdict));
    }

    [Fact]
    public async Task An_endpoint_that_hangs_does_not_delay_another()
    {
        await using var hanging = await Receiver.StartAsync();
        await using var healthy = await Receiver.StartAsync();
        hanging.Behavior = new Hang();
        await using var app = await AppProcess.StartAsync(
            async store =>
            {
                for (var i = 0; i < 12; i++)
                {
                    await WebhookAsync(store, hanging);
                }

                await WebhookAsync(store, healthy);
            },
            ("Dispatch:Workers", "2"),
            ("Dispatch:RequestTimeout", "00:01:00"));

        for (var i = 0; i < 50; i++)
        {
            await PublishAsync(app, Publishing.Event(Guid.NewGuid()));
        }

        // Well before the first hanging request times out.
        await healthy.ReceivesAsync(50, TimeSpan.FromSeconds(30));
    }

    private static async Task<Guid> WebhookAsync(TestStore store, Receiver receiver, Action<WebhookDraft>? change = null)
    {
        var id = await store.CreateWebhookAsync(draft =>
        {
            draft.Url = receiver.Url.ToString();
            change?.Invoke(draft);
        });
        receiver.Secret = (await store.WebhookAsync(id)).Secret.Reveal();
        return id;
    }

    private static async Task PublishAsync(AppProcess app, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await app.Api.PostAsync("/v1/events", content, Cancel);
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
    }

    private static Guid EventId(ReceivedRequest request)
    {
        using var json = JsonDocument.Parse(request.Body);
        return json.RootElement.GetProperty("event_id").GetGuid();
    }
}
