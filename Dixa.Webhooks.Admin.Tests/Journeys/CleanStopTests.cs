using System.Net;
using System.Net.Sockets;
using Dixa.Webhooks.Admin.Support;

namespace Dixa.Webhooks.Admin.Journeys;

/// <summary>The real process, asked to end (SIGTERM) while it works.</summary>
public sealed class CleanStopTests
{
    private const int InFlight = 16;

    private static readonly TimeSpan ShutdownTime = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Requests_in_flight_end_and_are_recorded_nothing_begins_and_after_the_start_the_rest_goes_out_once()
    {
        await using var receiver = await EventReceiver.StartAsync();
        await using var app = await AppProcess.StartAsync(store => store.CreateWebhookAsync(draft => draft.Url = receiver.Url));
        receiver.Hold();
        var ids = await app.PublishAsync(60);
        await receiver.ReceivesAsync(InFlight);

        var stopping = app.StopCleanlyAsync();
        await Eventually.BecomesTrueAsync(() => RefusesAsync(app), "the application takes no connection any more");
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
        await app.HistoryIsWholeAsync(TimeSpan.Zero);
    }

    [Fact]
    public async Task At_full_speed_every_request_that_was_made_is_recorded_and_none_is_made_twice()
    {
        await using var receiver = await EventReceiver.StartAsync();
        await using var app = await AppProcess.StartAsync(store => store.CreateWebhookAsync(draft => draft.Url = receiver.Url));
        var ids = (await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => app.PublishAsync(1_000)))).SelectMany(each => each).ToList();
        await receiver.ReceivesAsync(receiver.Requests + 500);

        var began = TimeProvider.System.GetTimestamp();
        Assert.Equal(0, await app.StopCleanlyAsync());

        Assert.InRange(TimeProvider.System.GetElapsedTime(began), TimeSpan.Zero, ShutdownTime);
        Assert.InRange(receiver.Requests, 1, ids.Count - 1);
        Assert.Equal(receiver.Requests, await app.CountAsync("attempts"));

        await app.StartAgainAsync();
        await app.SettlesAsync(Deadline);
        Assert.All(ids, id => Assert.Equal(1, receiver.Arrivals(id)));
        await app.HistoryIsWholeAsync(TimeSpan.Zero);
    }

    private static async Task<bool> RefusesAsync(AppProcess app)
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
