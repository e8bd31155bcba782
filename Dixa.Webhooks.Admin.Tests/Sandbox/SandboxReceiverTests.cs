using System.Text;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Signing;
using Dixa.Webhooks.Admin.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Dixa.Webhooks.Admin.Sandbox;

public sealed class SandboxReceiverTests : StoreTest
{
    private const string Body = """{"event_fqn":"CONVERSATION_RATED","data":{}}""";

    private SandboxReceiver Receiver => Store.Service<SandboxReceiver>();

    private SandboxInbox Inbox => Store.Service<SandboxInbox>();

    private SandboxRequest Received => Assert.Single(Inbox.Requests);

    [Fact]
    public async Task A_webhooks_request_is_kept_with_its_name_its_event_its_body_and_the_verdict()
    {
        var webhook = await Store.CreateWebhookAsync();

        await Receiver.ReceiveAsync(await FromAsync(webhook));

        Assert.Equal((webhook, "CRM updates", "CONVERSATION_RATED", true), (Received.WebhookId, Received.WebhookName, Received.EventType, Received.Verdict.IsValid));
        Assert.Equal(Body, Encoding.UTF8.GetString(Received.Body.Span));
    }

    [Fact]
    public async Task A_tampered_body_has_an_invalid_signature()
    {
        var http = await FromAsync(await Store.CreateWebhookAsync(), Body + " ");

        await Receiver.ReceiveAsync(http);

        Assert.False(Received.Verdict.IsValid);
    }

    [Theory]
    [InlineData(null, "does not identify its webhook")]
    [InlineData("nonsense", "does not identify its webhook")]
    [InlineData("0be2bd61-7e28-4620-87f0-74952725d960", "no webhook with this id")]
    public async Task A_request_without_a_known_webhook_is_kept_unchecked(string? id, string reason)
    {
        var http = Post("not JSON");
        http.Request.Headers["X-DIXA-SUBSCRIPTION-ID"] = id;

        await Receiver.ReceiveAsync(http);

        Assert.Null(Received.Verdict.IsValid);
        Assert.Contains(reason, Received.Verdict.Reason, StringComparison.Ordinal);
        Assert.Equal((null, null, 200), (Received.WebhookName, Received.EventType, http.Response.StatusCode));
    }

    [Fact]
    public async Task Values_that_an_administrator_may_have_entered_are_masked()
    {
        var http = Post(Body);
        http.Request.Headers.Authorization = "Bearer their-token";
        http.Request.Headers["X-Shop"] = "their-shop";
        http.Request.Headers["Cookie"] = "session=theirs";
        http.Request.Headers.UserAgent = "curl/8";
        http.Request.Headers[DixaSignature.HeaderName] = "t=1,v1=2";

        await Receiver.ReceiveAsync(http);

        var headers = Received.Headers.ToDictionary(header => header.Name, header => Encoding.UTF8.GetString(header.Value.Span));
        Assert.Equal((Mask.Text, Mask.Text, Mask.Text), (headers["Authorization"], headers["X-Shop"], headers["Cookie"]));
        Assert.Equal(("curl/8", "t=1,v1=2"), (headers["User-Agent"], headers[DixaSignature.HeaderName]));
    }

    [Fact]
    public async Task A_body_over_the_limit_is_refused_and_not_kept()
    {
        var http = Post(new string('x', SandboxReceiver.MaxBodyBytes + 1));

        await Receiver.ReceiveAsync(http);

        Assert.Equal((413, 0, false), (http.Response.StatusCode, Received.Body.Length, Received.Succeeded));
    }

    [Theory]
    [InlineData(SandboxResponse.Ok, 200, true)]
    [InlineData(SandboxResponse.ServerError, 500, false)]
    [InlineData(SandboxResponse.NotFound, 404, false)]
    [InlineData(SandboxResponse.Redirect, 302, true)]
    public async Task It_responds_as_configured(SandboxResponse response, int status, bool succeeded)
    {
        Assert.True(await Store.Service<SandboxCommands>().RespondWithAsync(Actors.Administrator, response, Cancel));
        var http = Post(Body);

        await Receiver.ReceiveAsync(http);

        Assert.Equal((status, succeeded), (http.Response.StatusCode, Received.Succeeded));
        Assert.StartsWith($"{status} ", Received.Response, StringComparison.Ordinal);
        Assert.Equal(response is SandboxResponse.Redirect ? "/sandbox/elsewhere" : null, http.Response.Headers.Location);
    }

    [Fact]
    public async Task A_slow_response_comes_after_three_seconds()
    {
        Inbox.Response = SandboxResponse.Slow;
        var http = Post(Body);

        var receiving = Receiver.ReceiveAsync(http);
        await Eventually.BecomesTrueAsync(() => Inbox.Requests.Count == 1, "it came in");
        Assert.Equal(("No response yet", null), (Received.Response, Received.Succeeded));
        Store.Time.Advance(SandboxReceiver.SlowAfter);
        await receiving;

        Assert.Equal((200, "200 OK after 3.0 s", true), (http.Response.StatusCode, Received.Response, Received.Succeeded));
    }

    [Fact]
    public async Task Without_a_response_the_sender_gives_up()
    {
        Inbox.Response = SandboxResponse.Never;
        using var sender = new CancellationTokenSource();
        var (http, lifetime) = Aborting(sender);

        var receiving = Receiver.ReceiveAsync(http);
        await Eventually.BecomesTrueAsync(() => Inbox.Requests.Count == 1, "it came in");
        Store.Time.Advance(TimeSpan.FromSeconds(10));
        Assert.False(receiving.IsCompleted);
        await sender.CancelAsync();
        await receiving;

        Assert.Equal(("No response: the sender gave up after 10.0 s", false, true), (Received.Response, Received.Succeeded, lifetime.Aborted));
    }

    [Fact]
    public async Task A_sender_that_never_gives_up_is_disconnected()
    {
        Inbox.Response = SandboxResponse.Never;
        var (http, lifetime) = Aborting();

        var receiving = Receiver.ReceiveAsync(http);
        await Eventually.BecomesTrueAsync(() => Inbox.Requests.Count == 1, "it came in");
        Store.Time.Advance(TimeSpan.FromSeconds(15));
        await receiving;

        Assert.Equal(("No response: the sandbox closed the connection after 15.0 s", true), (Received.Response, lifetime.Aborted));
    }

    [Theory]
    [InlineData(SandboxResponse.Never)]
    [InlineData(SandboxResponse.Slow)]
    public async Task When_the_application_stops_waiting_requests_end(SandboxResponse response)
    {
        Inbox.Response = response;
        var (http, lifetime) = Aborting();

        var receiving = Receiver.ReceiveAsync(http);
        await Eventually.BecomesTrueAsync(() => Inbox.Requests.Count == 1, "it came in");
        Store.Service<IHostApplicationLifetime>().StopApplication();
        await receiving;

        Assert.Equal(("No response: the application stopped after 0.0 s", true), (Received.Response, lifetime.Aborted));
    }

    [Fact]
    public async Task Support_cannot_set_the_response_or_clear_the_inbox()
    {
        Inbox.Add(new SandboxRequest(0, default, null, null, null, [], default, SandboxVerdict.Unchecked(""), "", null));

        Assert.False(await Store.Service<SandboxCommands>().RespondWithAsync(Actors.Support, SandboxResponse.ServerError, Cancel));
        Assert.False(await Store.Service<SandboxCommands>().ClearAsync(Actors.Support, Cancel));

        Assert.Equal((SandboxResponse.Ok, 1), (Inbox.Response, Inbox.Requests.Count));
        Assert.True(await Store.Service<SandboxCommands>().ClearAsync(Actors.Administrator, Cancel));
        Assert.Empty(Inbox.Requests);
    }

    private async Task<DefaultHttpContext> FromAsync(Guid webhook, string? sent = null)
    {
        var http = Post(sent ?? Body);
        http.Request.Headers["X-DIXA-SUBSCRIPTION-ID"] = webhook.ToString();
        http.Request.Headers[DixaSignature.HeaderName] = DixaSignature.Create((await Store.WebhookAsync(webhook)).Secret.Key, Store.Time.GetUtcNow(), Encoding.UTF8.GetBytes(Body));
        return http;
    }

    private static (DefaultHttpContext Http, Lifetime Lifetime) Aborting(CancellationTokenSource? sender = null)
    {
        var http = Post(Body);
        var lifetime = new Lifetime { RequestAborted = sender?.Token ?? CancellationToken.None };
        http.Features.Set<IHttpRequestLifetimeFeature>(lifetime);
        return (http, lifetime);
    }

    private static DefaultHttpContext Post(string body)
    {
        var http = new DefaultHttpContext { RequestServices = new ServiceCollection().BuildServiceProvider() };
        http.Request.Method = "POST";
        http.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes(body));
        return http;
    }

    private sealed class Lifetime : IHttpRequestLifetimeFeature
    {
        public CancellationToken RequestAborted { get; set; }

        public bool Aborted { get; private set; }

        public void Abort() => Aborted = true;
    }
}
