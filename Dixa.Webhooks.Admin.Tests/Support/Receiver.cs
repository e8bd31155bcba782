using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Dixa.Webhooks.Admin.Support;

/// <summary>A receiver on a free loopback port. It records every request and responds as configured.</summary>
public sealed class Receiver : IAsyncDisposable
{
    private readonly WebApplication _server;
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentQueue<ReceivedRequest> _requests = new();
    private readonly ConcurrentQueue<Behavior> _next = new();

    private Receiver()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Listen(IPAddress.Loopback, 0);
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromMilliseconds(100));
        _server = builder.Build();
        _server.Run(TakeAsync);
    }

    /// <summary>The receiver's URL, with its own path.</summary>
    public Uri Url => new(_server.Services.GetRequiredService<Microsoft.AspNetCore.Hosting.Server.IServer>()
        .Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single() + "/webhooks");

    /// <summary>How the receiver responds to later requests.</summary>
    public Behavior Behavior { get; set; } = new Answer(200);

    /// <summary>The verification secret in hex; null to skip signature checks.</summary>
    public string? Secret { get; set; }

    /// <summary>The received requests, in order.</summary>
    public IReadOnlyList<ReceivedRequest> Requests => [.. _requests];

    public static async Task<Receiver> StartAsync()
    {
        var receiver = new Receiver();
        await receiver._server.StartAsync(TestContext.Current.CancellationToken);
        return receiver;
    }

    /// <summary>Uses each of these behaviors for one of the next requests, before <see cref="Behavior"/> applies again.</summary>
    public void Next(params Behavior[] behaviors)
    {
        foreach (var behavior in behaviors)
        {
            _next.Enqueue(behavior);
        }
    }

    public Task ReceivesAsync(int requests, TimeSpan? deadline = null) =>
        Eventually.BecomesTrueAsync(() => _requests.Count >= requests, $"{requests} requests; there were {_requests.Count}", deadline);

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _server.StopAsync(CancellationToken.None);
        await _server.DisposeAsync();
        _stopping.Dispose();
    }

    private async Task TakeAsync(HttpContext http)
    {
        var at = TimeProvider.System.GetUtcNow();
        var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body, http.RequestAborted);
        var behavior = _next.TryDequeue(out var next) ? next : Behavior;
        var bytes = body.ToArray();
        _requests.Enqueue(new ReceivedRequest(
            at,
            http.Request.Method,
            http.Request.GetEncodedPathAndQuery(),
            http.Request.Headers.ToDictionary(header => header.Key, header => string.Join(", ", header.Value.ToArray()), StringComparer.OrdinalIgnoreCase),
            bytes,
            SignatureCheck.Verdict(http.Request.Headers["X-DIXA-SIGNATURE"], Secret, bytes)));

        using var over = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, _stopping.Token);
        try
        {
            await BehaveAsync(behavior, http, over.Token);
        }
        catch (OperationCanceledException)
        {
            http.Abort();
        }
    }

    private static async Task BehaveAsync(Behavior behavior, HttpContext http, CancellationToken over)
    {
        switch (behavior)
        {
            case Answer answer:
                http.Response.StatusCode = answer.Status;
                if (answer.Status is not (204 or 304))
                {
                    await http.Response.WriteAsync(answer.Body, over);
                }

                break;

            case RedirectTo redirect:
                http.Response.Redirect(redirect.Location.ToString());
                break;

            case Hang:
                await Task.Delay(Timeout.InfiniteTimeSpan, over);
                break;

            case Drip drip:
                while (true)
                {
                    await http.Response.Body.WriteAsync("."u8.ToArray(), over);
                    await http.Response.Body.FlushAsync(over);
                    await Task.Delay(drip.Between, over);
                }

            case HugeBody huge:
                var chunk = new byte[64 * 1024];
                chunk.AsSpan().Fill((byte)'x');
                for (var left = huge.Bytes; left > 0; left -= chunk.Length)
                {
                    await http.Response.Body.WriteAsync(chunk.AsMemory(0, (int)Math.Min(left, chunk.Length)), over);
                }

                break;

            case Garbage:
                await WriteRawAsync(http, "\0\u0001 this is not HTTP \r\n\r\n"u8.ToArray(), over);
                break;

            case CloseConnection:
                http.Abort();
                break;

            case CutBody:
                http.Response.ContentLength = 1_000;
                await http.Response.WriteAsync("half", over);
                await http.Response.Body.FlushAsync(over);
                http.Abort();
                break;

            default:
                throw new ArgumentOutOfRangeException(nameof(behavior), behavior, null);
        }
    }

    /// <summary>Writes bytes directly to the connection, bypassing HTTP, and closes it.</summary>
    private static async Task WriteRawAsync(HttpContext http, byte[] bytes, CancellationToken over)
    {
        var socket = http.Features.GetRequiredFeature<IConnectionSocketFeature>().Socket;
        await socket.SendAsync(bytes, over);
        socket.Shutdown(System.Net.Sockets.SocketShutdown.Send);
        http.Abort();
    }
}
