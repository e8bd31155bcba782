using System.Text;
using Dixa.Webhooks.Admin.Dispatch.Lanes;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Recording;
using Dixa.Webhooks.Admin.Storage;
using Dixa.Webhooks.Admin.Support;

namespace Dixa.Webhooks.Admin.Dispatch;

/// <summary>A store that is locked or refuses a value while attempts are recorded.</summary>
public class StoreErrorTests : DispatchTest
{
    private readonly TaskCompletionSource _response = new();

    // The test controls the clock, so requests never time out.
    protected override IReadOnlyDictionary<string, string?> Settings =>
        new Dictionary<string, string?>(base.Settings) { ["Dispatch:RequestTimeout"] = "00:05:00" };

    [Fact]
    public async Task A_database_that_is_locked_for_five_seconds_delays_the_records_and_repeats_no_request()
    {
        await using var endpoint = Responding(_ => "ok");
        var webhook = await AddWebhookAsync(endpoint.Url);
        await PublishAsync(100);
        await Store.Make<LaneJob>().RunAsync(webhook, Cancel);
        await Eventually.BecomesTrueAsync(() => endpoint.Requests == 16, "requests are in flight");

        await using (await WriteLock.TakeAsync(Store))
        {
            _response.SetResult();
            await Task.Delay(TimeSpan.FromSeconds(5), Cancel);
            Assert.Empty(await AttemptsAsync());
        }

        await RecordedAsync();
        await RunAsync();
        Assert.All(await DeliveriesAsync(), delivery => Assert.Equal((DeliveryState.Delivered, 1), (delivery.State, delivery.Attempts)));
        Assert.Equal(100, endpoint.Requests);
        Assert.Equal(100, (await AttemptsAsync()).Count);
    }

    [Fact]
    public async Task While_the_store_is_locked_no_more_is_sent_than_may_stay_unrecorded_however_many_lanes_there_are()
    {
        const int Webhooks = 8;
        await using var endpoint = Responding(_ => "ok");
        for (var i = 0; i < Webhooks; i++)
        {
            await AddWebhookAsync(endpoint.Url);
        }

        await PublishAsync(1_000);
        await Store.Jobs.RunLanesUntilAsync(Store, () => endpoint.Requests == Webhooks * 16, "requests are in flight");

        await using (await WriteLock.TakeAsync(Store))
        {
            _response.SetResult();
            await Store.Jobs.RunLanesUntilAsync(Store, () => endpoint.Requests > DispatchLoad.MaxUnrecorded, "the endpoint responds");
            await Eventually.BecomesTrueAsync(() => NoneComesAsync(endpoint), "no further request comes");
            Assert.InRange(endpoint.Requests, DispatchLoad.MaxUnrecorded, DispatchLoad.MaxUnrecorded + (Webhooks * 16) + 1);
        }

        await RecordedAsync();
        await RunAsync();
        Assert.All(await DeliveriesAsync(), delivery => Assert.Equal((DeliveryState.Delivered, 1), (delivery.State, delivery.Attempts)));
        Assert.Equal(Webhooks * 1_000, endpoint.Requests);
    }

    [Fact]
    public async Task A_response_that_the_store_refuses_is_recorded_without_its_content_and_the_others_with_theirs()
    {
        await Store.RefuseAsync("attempts", $"NEW.response_body = {Store.Literal("unstorable"u8)}");
        await using var endpoint = Responding(request => request == 3 ? "unstorable" : "ok");
        var webhook = await AddWebhookAsync(endpoint.Url);
        await PublishAsync(20);
        await Store.Make<LaneJob>().RunAsync(webhook, Cancel);
        await Eventually.BecomesTrueAsync(() => endpoint.Requests == 16, "requests are in flight");

        // While the database is locked, the records gather in one group.
        await using (await WriteLock.TakeAsync(Store))
        {
            _response.SetResult();
            await Store.Jobs.RunLanesUntilAsync(Store, () => endpoint.Requests == 20, "the lane continues");
        }

        await RecordedAsync();
        await RunAsync();
        Assert.All(await DeliveriesAsync(), delivery => Assert.Equal((DeliveryState.Delivered, 1), (delivery.State, delivery.Attempts)));
        Assert.Equal(20, endpoint.Requests);
        var bodies = (await AttemptsAsync()).Select(attempt => Encoding.UTF8.GetString(attempt.ResponseBody!)).ToList();
        Assert.Equal(19, bodies.Count(body => body == "ok"));
        Assert.Single(bodies, "(The response could not be stored.)");
    }

    [Fact]
    public async Task A_delivery_whose_attempts_the_store_refuses_altogether_is_attempted_once_in_each_retry_delay_up_to_five_times_and_holds_up_no_other()
    {
        await using var endpoint = Responding(_ => "ok");
        _response.SetResult();
        var webhook = await AddWebhookAsync(endpoint.Url);
        await PublishAsync(20);
        var refused = (await DeliveriesAsync())[7].Id;
        await Store.RefuseAsync("attempts", FormattableString.Invariant($"NEW.delivery_id = {refused}"));

        await RunAsync();
        for (var seconds = 0; seconds < 50; seconds += 10)
        {
            await GoOnAsync(TimeSpan.FromSeconds(10), webhook);
            Assert.Equal(20, endpoint.Requests);
        }

        Assert.Equal(19, (await DeliveriesAsync()).Count(delivery => delivery.State is DeliveryState.Delivered));

        Store.Time.Advance(TimeSpan.FromSeconds(10.1));
        Assert.Contains(webhook, Store.Jobs.Lanes);
        await RunAsync();
        Assert.Equal(21, endpoint.Requests);

        foreach (var requests in (int[])[22, 23, 24, 24, 24])
        {
            await GoOnAsync(TimeSpan.FromMinutes(1), webhook);
            Assert.Equal(requests, endpoint.Requests);
        }
    }

    [Fact]
    public async Task A_delivery_whose_attempts_the_store_refuses_for_a_while_is_recorded_once_it_takes_them()
    {
        await using var endpoint = Responding(_ => "ok");
        _response.SetResult();
        var webhook = await AddWebhookAsync(endpoint.Url);
        await PublishAsync();
        await Store.RefuseAsync("attempts", "NEW.delivery_id > 0");
        await RunAsync();
        Assert.Empty(await AttemptsAsync());

        await Store.AcceptAsync("attempts");
        await GoOnAsync(TimeSpan.FromMinutes(1), webhook);

        Assert.Equal(2, endpoint.Requests);
        Assert.All(await DeliveriesAsync(), delivery => Assert.Equal((DeliveryState.Delivered, 1), (delivery.State, delivery.Attempts)));
    }

    /// <summary>If the store's timeout is shorter than the lock, recording waits before it tries again.</summary>
    private Task RecordedAsync() => Eventually.BecomesTrueAsync(
        () =>
        {
            Store.Time.Advance(AttemptRecorder.Pause);
            return Store.Service<DispatchLoad>().InFlight == 0;
        },
        "the attempts are recorded");

    private static async Task<bool> NoneComesAsync(RawEndpoint endpoint)
    {
        var before = endpoint.Requests;
        await Task.Delay(TimeSpan.FromMilliseconds(500), Cancel);
        return endpoint.Requests == before;
    }

    /// <summary>An endpoint that responds with 200 with a text per request number, once the test releases it.</summary>
    private RawEndpoint Responding(Func<int, string> body)
    {
        var requests = 0;
        return new RawEndpoint(async (stream, cancel) =>
        {
            var text = body(Interlocked.Increment(ref requests));
            await _response.Task.WaitAsync(cancel);
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Length: {text.Length}\r\nConnection: close\r\n\r\n{text}"), cancel);
        });
    }
}

[OnPostgres]
public sealed class StoreErrorTestsOnPostgres : StoreErrorTests;
