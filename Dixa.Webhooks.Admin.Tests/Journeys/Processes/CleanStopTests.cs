using System.Net;
using System.Net.Sockets;
using Dixa.Webhooks.Admin.Support;

namespace Dixa.Webhooks.Admin.Journeys.Processes;

/// <summary>The real process, stopped with SIGTERM while it sends.</summary>
public sealed class CleanStopTests
{
    private const int InFlight = 16;

    private static readonly TimeSpan ShutdownTime = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_clean_stop_records_requests_in_flight_starts_no_others_and_the_rest_is_sent_once_after_a_restart()
    {
        await using var receiver = await EventReceiver.StartAsync();
        await using var app = await AppProcess.StartAsync(store => store.CreateWebhookAsync(draft => draft.Url = receiver.Url));
        receiver.Hold();
        var ids = await app.PublishAsync(60);
        await receiver.ReceivesAsync(InFlight);

        var stopping = app.StopCleanlyAsync();
        await Eventually.BecomesTrueAsync(() => RefusesConnectionsAsync(app), "the application refuses connections");
        Assert.True(app.Running);
        receiver.Release();

        Assert.Equal(0, await stopping);
        Assert.Equal(InFlight, receiver.Requests);
        Assert.Equal(InFlight, await app.CountAsync("attempts WHERE succeeded"));
        Assert.Equal(60 - InFlight, await app.CountAsync("deliveries WHERE state = 0 AND attempts = 0"));
        Assert.Equal(0, await app.CountAsync("lanes WHERE lease_owner IS NOT NULL"));

        await app.StartAgainAsync();
        await app.SettlesAsync(Deadline);
        Assert.All(ids, id => Assert.Equal(1, receiver.Arrivals(id)));
        await app.HistoryIsCompleteAsync(TimeSpan.Zero);
    }

    [Fact]
    public async Task A_clean_stop_at_full_speed_records_every_request_and_repeats_none()
    {
        await using var receiver = await EventReceiver.StartAsync();
        await using var app = await AppProcess.StartAsync(store => store.CreateWebhookAsync(draft => draft.Url = receiver.Url));
        var ids = (await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => app.PublishAsync(1_000)))).SelectMany(batch => batch).ToList();
        await receiver.ReceivesAsync(receiver.Requests + 500);

        var stopStarted = TimeProvider.System.GetTimestamp();
        Assert.Equal(0, await app.StopCleanlyAsync());

        Assert.InRange(TimeProvider.System.GetElapsedTime(stopStarted), TimeSpan.Zero, ShutdownTime);
        Assert.InRange(receiver.Requests, 1, ids.Count - 1);
        Assert.Equal(receiver.Requests, await app.CountAsync("attempts"));

        await app.StartAgainAsync();
        await app.SettlesAsync(Deadline);
        Assert.All(ids, id => Assert.Equal(1, receiver.Arrivals(id)));
        await app.HistoryIsCompleteAsync(TimeSpan.Zero);
    }

    private static async Task<bool> RefusesConnectionsAsync(AppProcess app)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, app.Address.Port, TestContext.Current.CancellationToken);
            return false;
        }
        catch (SocketException)
        {
            return true;
        }
    }
}
