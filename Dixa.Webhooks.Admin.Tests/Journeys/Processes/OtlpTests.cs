using System.Text;
using Dixa.Webhooks.Admin.Support;

namespace Dixa.Webhooks.Admin.Journeys.Processes;

/// <summary>The export of metrics and traces with OTLP, configured with OpenTelemetry's variables.</summary>
public sealed class OtlpTests
{
    private const string Published = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_event_is_one_trace_and_health_checks_are_none()
    {
        await using var collector = await Receiver.StartAsync();
        await using var receiver = await Receiver.StartAsync();
        await using var app = await AppProcess.StartAsync(
            store => store.CreateWebhookAsync(draft => (draft.Url, draft.Events) = (receiver.Url.ToString(), ["CONVERSATION_CREATED"])),
            ("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Url.GetLeftPart(UriPartial.Authority)),
            ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"),
            ("OTEL_BSP_SCHEDULE_DELAY", "200"),
            ("OTEL_METRIC_EXPORT_INTERVAL", "500"));
        using (var alive = await app.Client.GetAsync("/healthz", Cancel))
        {
            alive.EnsureSuccessStatusCode();
        }

        app.Api.DefaultRequestHeaders.Add("traceparent", Published);
        await app.PublishAsync(Publishing.Event());
        await receiver.ReceivesAsync(1);
        string[] expected = ["POST /v1/events", "store events", "attempt", "record attempt", "dixa-webhooks"];

        await Eventually.BecomesTrueAsync(() => expected.All(name => Traces(collector).Contains(name, StringComparison.Ordinal)), "the spans are exported", TimeSpan.FromSeconds(40));
        await Eventually.BecomesTrueAsync(
            () => collector.Requests.Any(request => request.Target == "/v1/metrics" && Text(request).Contains("dixa.webhooks.attempts", StringComparison.Ordinal)), "the metrics are exported", TimeSpan.FromSeconds(40));

        // Each of the four spans has the publisher's trace id.
        Assert.True(Count(Traces(collector), Encoding.Latin1.GetString(Convert.FromHexString("4bf92f3577b34da6a3ce929d0e0e4736"))) >= 4);
        Assert.DoesNotContain("healthz", Traces(collector), StringComparison.Ordinal);
        Assert.False(receiver.Requests[0].Headers.ContainsKey("traceparent"));
    }

    private static string Traces(Receiver collector) => string.Concat(collector.Requests.Where(request => request.Target == "/v1/traces").Select(Text));

    private static string Text(ReceivedRequest request) => Encoding.Latin1.GetString(request.Body);

    private static int Count(string text, string part) => text.Split(part).Length - 1;
}
