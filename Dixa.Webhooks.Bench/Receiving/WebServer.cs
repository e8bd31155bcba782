using System.Diagnostics;
using System.Net;
using Dixa.Webhooks.Bench.Processes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Dixa.Webhooks.Bench.Receiving;

/// <summary>
/// A receiver with a real web server: Kestrel with only a handler. <c>/w/12</c> responds with 200,
/// <c>/hang/12</c> never responds.
/// </summary>
internal static class WebServer
{
    public static async Task<int> StartAsync(Arrivals arrivals, CancellationToken cancel)
    {
        var port = FreePort.Find();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));
        var app = builder.Build();
        app.Run(context => AnswerAsync(context, arrivals));
        await app.StartAsync(cancel);
        return port;
    }

    private static async Task AnswerAsync(HttpContext context, Arrivals arrivals)
    {
        var body = new byte[(int)context.Request.ContentLength!];
        await context.Request.Body.ReadExactlyAsync(body);
        var path = context.Request.Path.Value!;
        if (path.StartsWith("/hang/", StringComparison.Ordinal))
        {
            arrivals.AddHung();
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return;
        }

        var endpoint = int.Parse(path.AsSpan("/w/".Length), System.Globalization.CultureInfo.InvariantCulture);
        arrivals.Add(new Arrival(endpoint, RequestReader.EventId(body), Stopwatch.GetTimestamp()));
        context.Response.ContentLength = 0;
    }
}
