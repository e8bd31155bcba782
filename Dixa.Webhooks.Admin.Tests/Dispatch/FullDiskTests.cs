using System.Text;
using Dixa.Webhooks.Admin.Dispatch.Lanes;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Domain.Events;
using Dixa.Webhooks.Admin.Recording;
using Dixa.Webhooks.Admin.Storage.Failures;
using Dixa.Webhooks.Admin.Storage.Writes;
using Dixa.Webhooks.Admin.Support;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Dispatch;

/// <summary>A SQLite file that cannot grow.</summary>
public sealed class FullDiskTests : DispatchTest
{
    private readonly TaskCompletionSource _response = new();

    private GroupCommit Writer => Store.Service<GroupCommit>();

    // The test controls the clock, so requests never time out.
    protected override IReadOnlyDictionary<string, string?> Settings =>
        new Dictionary<string, string?>(base.Settings) { ["Dispatch:RequestTimeout"] = "00:05:00" };

    [Fact]
    public async Task A_full_disk_is_distinguished_from_a_refusal_and_accepts_the_same_write_once_there_is_space()
    {
        var write = new[] { new StoredEvent { EventId = Guid.NewGuid(), EventType = "CONVERSATION_CREATED", ReceivedAt = Store.Time.GetUtcNow(), Payload = new byte[100_000] } };
        Store.Disk.Fill();
        await Assert.ThrowsAsync<StoreUnavailableException>(() => Writer.CommitAsync(new StoreEvents(write)));
        Assert.Equal(0, await EventsAsync());

        Store.Disk.MakeRoom();

        Assert.False(Assert.Single(await Writer.CommitAsync(new StoreEvents(write))).Duplicate);
        Assert.Equal(1, await EventsAsync());
    }

    [Fact]
    public async Task With_a_full_disk_nothing_is_taken_in_and_attempts_are_recorded_once_there_is_room_without_a_second_request()
    {
        await using var endpoint = Responding(new string('x', 16_000));
        var webhook = await AddWebhookAsync(endpoint.Url);
        await PublishAsync(10);
        await Store.Make<LaneJob>().RunAsync(webhook, Cancel);
        await Eventually.BecomesTrueAsync(() => endpoint.Requests == 10, "the requests are in flight");

        Store.Disk.Fill();
        await Assert.ThrowsAsync<StoreUnavailableException>(() => PublishAsync(data: SampleData.With($"\"a\":\"{new string('x', 8_000)}\"")));
        var opened = Store.Disk.Opened;
        _response.SetResult();
        await Eventually.BecomesTrueAsync(
            () =>
            {
                Store.Time.Advance(AttemptRecorder.Pause);
                return Store.Disk.Opened >= opened + 3;
            },
            "recording is tried again and again");
        Assert.Empty(await AttemptsAsync());

        Store.Disk.MakeRoom();
        await Eventually.BecomesTrueAsync(
            () =>
            {
                Store.Time.Advance(AttemptRecorder.Pause);
                return Store.Service<DispatchLoad>().InFlight == 0;
            },
            "the attempts are recorded");
        await RunAsync();

        Assert.All(await DeliveriesAsync(), delivery => Assert.Equal((DeliveryState.Delivered, 1), (delivery.State, delivery.Attempts)));
        var attempts = await AttemptsAsync();
        Assert.Equal(10, attempts.Count);
        Assert.All(attempts, attempt => Assert.Equal(16_000, attempt.ResponseBody!.Length));
        Assert.Equal(10, endpoint.Requests);

        // The lane continues.
        await PublishAsync();
        await RunAsync();
        Assert.Equal(11, endpoint.Requests);
        Assert.Equal(11, (await AttemptsAsync()).Count);
    }

    private async Task<int> EventsAsync()
    {
        await using var context = await Store.ContextAsync();
        return await context.Events.CountAsync(Cancel);
    }

    private RawEndpoint Responding(string body) => new(async (stream, cancel) =>
    {
        await _response.Task.WaitAsync(cancel);
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n{body}"), cancel);
    });
}
