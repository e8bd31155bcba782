using System.Diagnostics;
using System.Net.Http.Headers;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Domain.Signing;
using Dixa.Webhooks.Admin.Domain.Subscriptions;
using Dixa.Webhooks.Bench.Processes;
using Dixa.Webhooks.Bench.Traffic;

namespace Dixa.Webhooks.Bench.Ceilings;

/// <summary>
/// The ceiling of what this machine can deliver with .NET: a loop that signs and posts the same bytes to the same receiver, without
/// storing or deciding anything. The process runs several rounds, so that the first one warms it up.
/// </summary>
internal sealed class HttpLoopCommand
{
    public static async Task<int> RunAsync(CancellationToken cancel) =>
        await Companion.ServeAsync<HttpLoopOrder, HttpLoopAnswer>(order => PostAsync(order, cancel), cancel);

    private static async Task<HttpLoopAnswer> PostAsync(HttpLoopOrder order, CancellationToken cancel)
    {
        using var http = new HttpClient(new SocketsHttpHandler
        {
            ActivityHeadersPropagator = null,
            MaxConnectionsPerServer = order.Connections,
            UseCookies = false,
            UseProxy = false,
        })
        { Timeout = Timeout.InfiniteTimeSpan };
        var events = new BenchEvents(order.Seed, order.PayloadBytes);
        var payloads = Enumerable.Range(0, order.Events).Select(_ => events.Next(default).Payload).ToArray();
        var secret = VerificationSecret.Generate();
        var total = payloads.Length * order.Endpoints.Count;
        var next = -1;

        var (started, cpuBefore) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        await Task.WhenAll(Enumerable.Range(0, order.Connections).Select(_ => Task.Run(WorkAsync, cancel)));
        return new HttpLoopAnswer(
            total, order.Connections, Stopwatch.GetElapsedTime(started).TotalSeconds, (Environment.CpuUsage.TotalTime - cpuBefore).TotalSeconds);

        async Task WorkAsync()
        {
            for (int i; (i = Interlocked.Increment(ref next)) < total;)
            {
                using var request = Request(order.Endpoints[i % order.Endpoints.Count], payloads[i / order.Endpoints.Count], secret);
                using var response = await http.SendAsync(request, cancel);
                response.EnsureSuccessStatusCode();
            }
        }
    }

    private static HttpRequestMessage Request(Uri endpoint, byte[] payload, VerificationSecret secret)
    {
        var content = new ByteArrayContent(payload);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        var request = new HttpRequestMessage(HttpMethod.Post, endpoint) { Content = content };
        request.Headers.TryAddWithoutValidation(DixaSignature.HeaderName, DixaSignature.Create(secret.Key, TimeProvider.System.GetUtcNow(), payload));
        request.Headers.TryAddWithoutValidation("X-DIXA-SUBSCRIPTION-ID", "0be2bd61-7e28-4620-87f0-74952725d960");
        request.Headers.TryAddWithoutValidation(DefaultHeaders.UserAgent.Name, DefaultHeaders.UserAgent.Value);
        request.Headers.TryAddWithoutValidation(DefaultHeaders.Accept.Name, DefaultHeaders.Accept.Value);
        return request;
    }
}
