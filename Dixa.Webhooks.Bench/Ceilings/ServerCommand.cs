using System.Net;
using System.Net.Http.Headers;
using Dixa.Webhooks.Admin.Domain.Signing;
using Dixa.Webhooks.Admin.Domain.Subscriptions;
using Dixa.Webhooks.Bench.Processes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Dixa.Webhooks.Bench.Ceilings;

/// <summary>
/// The least that Kestrel can do for the same request: read the body and respond with 202. As a relay, it also signs and posts the body.
/// It stores nothing.
/// </summary>
internal static class ServerCommand
{
    public static async Task<int> RunAsync(CancellationToken cancel)
    {
        using var http = new HttpClient(new SocketsHttpHandler { ActivityHeadersPropagator = null, UseCookies = false, UseProxy = false });
        var secret = VerificationSecret.Generate();
        Uri? forward = null;
        var port = FreePort.Find();

        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));
        await using var app = builder.Build();
        app.Run(context => AnswerAsync(context, body => forward is null ? Task.CompletedTask : PostAsync(http, forward, body, secret)));
        await app.StartAsync(cancel);

        return await Companion.ServeAsync<ServerOrder, ServerAnswer>(
            order =>
            {
                forward = order.Forward;
                return Task.FromResult(new ServerAnswer(port));
            },
            cancel);
    }

    private static async Task AnswerAsync(HttpContext context, Func<byte[], Task> forward)
    {
        var body = new byte[(int)context.Request.ContentLength!];
        await context.Request.Body.ReadExactlyAsync(body);

        // Not awaited: as in the application, the publisher does not wait for the delivery.
        _ = forward(body);
        context.Response.StatusCode = StatusCodes.Status202Accepted;
        context.Response.ContentLength = 0;
    }

    private static async Task PostAsync(HttpClient http, Uri endpoint, byte[] body, VerificationSecret secret)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, endpoint) { Content = content };
        request.Headers.TryAddWithoutValidation(DixaSignature.HeaderName, DixaSignature.Create(secret.Key, TimeProvider.System.GetUtcNow(), body));
        using var response = await http.SendAsync(request);
    }
}
