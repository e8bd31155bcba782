using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Dixa.Webhooks.Admin.Support;

/// <summary>A receiver for large numbers of events. It only counts how often each one arrives.</summary>
public sealed class EventReceiver : IAsyncDisposable
{
    private readonly WebApplication _server;
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentDictionary<Guid, int> _arrivals = new();
    private volatile TaskCompletionSource? _held;
    private int _requests;

    private EventReceiver()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromMilliseconds(100));
        _server = builder.Build();
        _server.Run(TakeAsync);
    }

    public string Url => _server.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single() + "/webhooks";

    /// <summary>The status for an event that arrives for the n-th time, counting from 1.</summary>
    public Func<Guid, int, int> Status { get; set; } = (_, _) => 200;

    /// <summary>The number of received requests.</summary>
    public int Requests => Volatile.Read(ref _requests);

    /// <summary>The events that arrived at least once.</summary>
    public ICollection<Guid> Events => _arrivals.Keys;

    public static async Task<EventReceiver> StartAsync()
    {
        var receiver = new EventReceiver();
        await receiver._server.StartAsync(TestContext.Current.CancellationToken);
        return receiver;
    }

    /// <summary>How often an event arrived.</summary>
    public int Arrivals(Guid eventId) => _arrivals.GetValueOrDefault(eventId);

    /// <summary>Does not respond to later requests until <see cref="Release"/>.</summary>
    public void Hold() => _held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Release()
    {
        _held?.TrySetResult();
        _held = null;
    }

    public Task ReceivesAsync(int requests, TimeSpan? deadline = null) =>
        Eventually.BecomesTrueAsync(() => Requests >= requests, $"{requests} requests; there were {Requests}", deadline);

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _server.StopAsync(CancellationToken.None);
        await _server.DisposeAsync();
        _stopping.Dispose();
    }

    private async Task TakeAsync(HttpContext http)
    {
        using var body = await JsonDocument.ParseAsync(http.Request.Body, cancellationToken: http.RequestAborted);
        var id = body.RootElement.GetProperty("event_id").GetGuid();
        var time = _arrivals.AddOrUpdate(id, 1, (_, times) => times + 1);
        var held = _held;
        Interlocked.Increment(ref _requests);
        if (held is not null)
        {
            await HoldAsync(held.Task, http);
        }

        http.Response.StatusCode = Status(id, time);
    }

    private async Task HoldAsync(Task held, HttpContext http)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, _stopping.Token);
        try
        {
            await held.WaitAsync(over.Token);
        }
        catch (OperationCanceledException)
        {
            http.Abort();
        }
    }
}
