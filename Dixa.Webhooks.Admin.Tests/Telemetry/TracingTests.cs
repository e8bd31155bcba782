using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using Dixa.Webhooks.Admin.Domain.Events;
using Dixa.Webhooks.Admin.Ingest;
using Dixa.Webhooks.Admin.Storage;
using Dixa.Webhooks.Admin.Storage.Writes;
using Dixa.Webhooks.Admin.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Dixa.Webhooks.Admin.Telemetry;

/// <summary>The spans of an event, and the trace context that is kept with it.</summary>
public class TracingTests : DispatchTest
{
    private const string Published = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    protected virtual bool Sends => false;

    protected override IReadOnlyDictionary<string, string?> Settings => new Dictionary<string, string?>(base.Settings) { ["Dispatch:SendTraceparent"] = $"{Sends}" };

    [Fact]
    public async Task Each_attempt_belongs_to_the_publishers_trace_and_its_recording_to_the_attempt()
    {
        using var spans = new Spans();
        await using var receiver = await Receiver.StartAsync();
        receiver.Next(new Answer(500));
        var webhook = await AddWebhookAsync(receiver.Url.ToString());
        await StoreAsync(Published);

        await RunAsync();
        await GoOnAsync(TimeSpan.FromMinutes(1), webhook);

        var attempts = spans.Of(webhook);
        Assert.Equal([1, 2], attempts.Select(attempt => attempt.GetTagItem("dixa.attempt.number")));
        Assert.All(attempts, attempt =>
        {
            Assert.Equal("4bf92f3577b34da6a3ce929d0e0e4736", attempt.TraceId.ToString());
            Assert.Equal("00f067aa0ba902b7", attempt.ParentSpanId.ToString());
            Assert.Equal(ActivityKind.Client, attempt.Kind);
            Assert.Equal("127.0.0.1", attempt.GetTagItem("server.address"));
            Assert.DoesNotContain(attempt.TagObjects, tag => tag.Value is string text && text.Contains("/webhooks", StringComparison.Ordinal));
            var recording = Assert.Single(spans.All, span => span.OperationName == "record attempt" && span.ParentSpanId == attempt.SpanId);
            Assert.Equal(attempt.TraceId, recording.TraceId);
        });
        Assert.Empty(attempts[0].Links);
        Assert.Equal("00f067aa0ba902b7", Assert.Single(attempts[1].Links).Context.SpanId.ToString());
        Assert.Equal((ActivityStatusCode.Error, "5xx", 500), (attempts[0].Status, attempts[0].GetTagItem("error.type"), attempts[0].GetTagItem("http.response.status_code")));
        Assert.Equal((ActivityStatusCode.Unset, null, 200), (attempts[1].Status, attempts[1].GetTagItem("error.type"), attempts[1].GetTagItem("http.response.status_code")));
    }

    [Fact]
    public async Task Storing_is_a_span_of_the_request()
    {
        using var spans = new Spans();
        using var request = new Activity("request").Start();

        await StoreAsync(null);

        Assert.Contains(spans.All, span => span.OperationName == "store events" && span.ParentSpanId == request.SpanId);
    }

    [Fact]
    public async Task The_receiver_gets_a_trace_context_only_if_the_setting_says_so()
    {
        using var spans = new Spans();
        await using var receiver = await Receiver.StartAsync();
        var webhook = await AddWebhookAsync(receiver.Url.ToString());
        await StoreAsync(Published);

        await RunAsync();

        var headers = Assert.Single(receiver.Requests).Headers;
        Assert.Equal(Sends, headers.ContainsKey("traceparent"));
        Assert.False(headers.ContainsKey("tracestate"));
        if (Sends)
        {
            Assert.Equal(Assert.Single(spans.Of(webhook)).Id, headers["traceparent"]);
        }

        var recorded = Encoding.UTF8.GetString(Assert.Single(await AttemptsAsync()).RequestHeaders!);
        Assert.Equal(Sends, recorded.Contains($"traceparent: {(Sends ? headers["traceparent"] : "")}\n", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_header_of_the_same_name_that_an_administrator_entered_is_sent_instead()
    {
        await using var receiver = await Receiver.StartAsync();
        await Store.CreateWebhookAsync(draft =>
        {
            (draft.Url, draft.Events) = (receiver.Url.ToString(), ["CONVERSATION_CREATED"]);
            draft.Headers.Add(new() { Name = "Traceparent", Value = "mine" });
        });
        await StoreAsync(Published);

        await RunAsync();

        Assert.Equal("mine", Assert.Single(receiver.Requests).Headers["traceparent"]);
        Assert.DoesNotContain("00f067aa0ba902b7", Encoding.UTF8.GetString(Assert.Single(await AttemptsAsync()).RequestHeaders!), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Published, true)]
    [InlineData(null, false)]
    [InlineData("", false)]
    [InlineData("00-00000000000000000000000000000000-00f067aa0ba902b7-01", false)]
    [InlineData("00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01", false)]
    [InlineData("00-4BF92F3577B34DA6A3CE929D0E0E4736-00F067AA0BA902B7-01", false)]
    [InlineData("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-and-more", false)]
    [InlineData("'); DROP TABLE events; --3577b34da6a3ce929d0e0e47-01234", false)]
    public void Only_a_valid_header_is_kept(string? header, bool isKept) => Assert.Equal(isKept ? header : null, AppTracing.ToKeep(header));

    [Fact]
    public async Task The_publishers_context_is_kept_with_its_events_and_nothing_is_kept_without_one()
    {
        await using var app = await InProcessApp.StartAsync();

        await PostAsync(app, Published);
        await PostAsync(app, null);

        await using var context = await app.Services.GetRequiredService<IDbContextFactory<WebhooksDbContext>>().CreateDbContextAsync(Cancel);
        Assert.Equal([Published, null], await context.Events.OrderBy(stored => stored.Id).Select(stored => stored.Traceparent).ToListAsync(Cancel));
    }

    private static async Task PostAsync(InProcessApp app, string? traceparent)
    {
        // This handler adds no header of its own.
        using var client = new HttpMessageInvoker(new SocketsHttpHandler { UseProxy = false, ActivityHeadersPropagator = null });
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(app.Address, "/v1/events"))
        {
            Content = new StringContent($$"""{"event_fqn":"CONVERSATION_CREATED","data":{{SampleData.Of()}}}""", Encoding.UTF8, "application/json"),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", TestApp.ApiToken);
        if (traceparent is not null)
        {
            request.Headers.Add("traceparent", traceparent);
        }

        using var response = await client.SendAsync(request, Cancel);
        response.EnsureSuccessStatusCode();
    }

    private Task<IReadOnlyList<EventStored>> StoreAsync(string? traceparent) => Store.Service<EventIntake>().StoreAsync(
    [
        new StoredEvent { EventId = Guid.NewGuid(), EventType = "CONVERSATION_CREATED", ReceivedAt = Store.Service<TimeProvider>().GetUtcNow(), Payload = "{}"u8.ToArray(), Traceparent = traceparent },
    ]);

    /// <summary>Every span of the process that has ended, those of tests that run at the same time too.</summary>
    private sealed class Spans : IDisposable
    {
        private readonly ConcurrentQueue<Activity> _ended = new();
        private readonly ActivityListener _listener;

        public Spans()
        {
            _listener = new ActivityListener
            {
                ShouldListenTo = source => source.Name == AppTracing.Name,
                Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
                ActivityStopped = _ended.Enqueue,
            };
            ActivitySource.AddActivityListener(_listener);
        }

        public IReadOnlyList<Activity> All => [.. _ended];

        public IReadOnlyList<Activity> Of(Guid webhook) => [.. _ended.Where(span => span.OperationName == "attempt" && Equals(span.GetTagItem("dixa.webhook.id"), webhook))];

        public void Dispose() => _listener.Dispose();
    }
}

public sealed class SentTracingTests : TracingTests
{
    protected override bool Sends => true;
}

[OnPostgres]
public sealed class TracingTestsOnPostgres : TracingTests;
