using System.Text;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Recording;
using Dixa.Webhooks.Admin.Storage;
using Dixa.Webhooks.Admin.Support;

namespace Dixa.Webhooks.Admin.Dispatch;

/// <summary>A store that is locked, full or refuses a value while attempts are recorded.</summary>
public sealed class StoreFaultTests : DispatchTest
{
    private readonly TaskCompletionSource _answer = new();

    // The clock is the test's, so a request may take as long as it likes.
    protected override IReadOnlyDictionary<string, string?> Settings =>
        new Dictionary<string, string?>(base.Settings) { ["Dispatch:RequestTimeout"] = "00:05:00" };

    [Fact]
    public async Task A_database_that_is_locked_for_five_seconds_delays_the_records_and_repeats_no_request()
    {
        await using var endpoint = Answering(_ => "ok");
        var webhook = await AddWebhookAsync(endpoint.Url);
        await PublishAsync(100);
        await Store.Make<LaneJob>().RunAsync(webhook, Cancel);
        await Eventually.BecomesTrueAsync(() => endpoint.Requests == 16, "requests are in flight");

        await using (await WriteLock.TakeAsync(Store.Files.Database))
        {
            _answer.SetResult();
            await Task.Delay(TimeSpan.FromSeconds(5), Cancel);
            Assert.Empty(await AttemptsAsync());
        }

        await RunAsync();
        Assert.All(await DeliveriesAsync(), delivery => Assert.Equal((DeliveryState.Delivered, 1), (delivery.State, delivery.Attempts)));
        Assert.Equal(100, endpoint.Requests);
        Assert.Equal(100, (await AttemptsAsync()).Count);
    }

    [Fact]
    public async Task With_a_full_disk_nothing_is_taken_in_and_attempts_are_recorded_once_there_is_room_without_a_second_request()
    {
        await using var endpoint = Answering(_ => new string('x', 16_000));
        var webhook = await AddWebhookAsync(endpoint.Url);
        await PublishAsync(10);
        await Store.Make<LaneJob>().RunAsync(webhook, Cancel);
        await Eventually.BecomesTrueAsync(() => endpoint.Requests == 10, "the requests are in flight");

        Store.Disk.Fill();
        await Assert.ThrowsAsync<StoreUnavailableException>(() => PublishAsync(data: SampleData.With($"\"a\":\"{new string('x', 8_000)}\"")));
        var opened = Store.Disk.Opened;
        _answer.SetResult();
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
                return Store.Service<Attempts>().InFlight == 0;
            },
            "the attempts are recorded");
        await RunAsync();

        Assert.All(await DeliveriesAsync(), delivery => Assert.Equal((DeliveryState.Delivered, 1), (delivery.State, delivery.Attempts)));
        var attempts = await AttemptsAsync();
        Assert.Equal(10, attempts.Count);
        Assert.All(attempts, attempt => Assert.Equal(16_000, attempt.ResponseBody!.Length));
        Assert.Equal(10, endpoint.Requests);

        // The lane goes on.
        await PublishAsync();
        await RunAsync();
        Assert.Equal(11, endpoint.Requests);
        Assert.Equal(11, (await AttemptsAsync()).Count);
    }

    [Fact]
    public async Task An_answer_that_the_store_refuses_is_recorded_without_its_text_and_its_neighbours_with_theirs()
    {
        await Store.ExecuteAsync("""
            CREATE TRIGGER refuses BEFORE INSERT ON attempts WHEN NEW.response_body = CAST('unstorable' AS BLOB)
            BEGIN SELECT RAISE(ABORT, 'a value that the store refuses'); END
            """);
        await using var endpoint = Answering(request => request == 3 ? "unstorable" : "ok");
        var webhook = await AddWebhookAsync(endpoint.Url);
        await PublishAsync(20);
        await Store.Make<LaneJob>().RunAsync(webhook, Cancel);
        await Eventually.BecomesTrueAsync(() => endpoint.Requests == 16, "requests are in flight");

        // While the database is locked, the records gather to one group.
        await using (await WriteLock.TakeAsync(Store.Files.Database))
        {
            _answer.SetResult();
            await Store.Jobs.RunLanesUntilAsync(Store, () => endpoint.Requests == 20, "the lane goes on");
        }

        await RunAsync();
        Assert.All(await DeliveriesAsync(), delivery => Assert.Equal((DeliveryState.Delivered, 1), (delivery.State, delivery.Attempts)));
        Assert.Equal(20, endpoint.Requests);
        var bodies = (await AttemptsAsync()).Select(attempt => Encoding.UTF8.GetString(attempt.ResponseBody!)).ToList();
        Assert.Equal(19, bodies.Count(body => body == "ok"));
        Assert.Single(bodies, "(The store refused what the endpoint answered.)");
    }

    [Fact]
    public async Task A_delivery_whose_attempts_the_store_refuses_altogether_is_attempted_once_in_each_retry_delay_up_to_five_times_and_holds_up_no_other()
    {
        await using var endpoint = Answering(_ => "ok");
        _answer.SetResult();
        var webhook = await AddWebhookAsync(endpoint.Url);
        await PublishAsync(20);
        var refused = (await DeliveriesAsync())[7].Id;
        await Store.ExecuteAsync(FormattableString.Invariant(
            $"CREATE TRIGGER refuses BEFORE INSERT ON attempts WHEN NEW.delivery_id = {refused} BEGIN SELECT RAISE(ABORT, 'not this one'); END"));

        await RunAsync();
        for (var seconds = 0; seconds < 50; seconds += 10)
        {
            await GoOnAsync(TimeSpan.FromSeconds(10), webhook);
            Assert.Equal(20, endpoint.Requests);
        }

        Assert.Equal(19, (await DeliveriesAsync()).Count(delivery => delivery.State is DeliveryState.Delivered));
        Assert.Contains(Store.Jobs.Scheduled, at => at >= (Store.Time.GetUtcNow() + TimeSpan.FromSeconds(10)).UtcDateTime);

        await GoOnAsync(TimeSpan.FromSeconds(10), webhook);
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
        await using var endpoint = Answering(_ => "ok");
        _answer.SetResult();
        var webhook = await AddWebhookAsync(endpoint.Url);
        await PublishAsync();
        await Store.ExecuteAsync("CREATE TRIGGER refuses BEFORE INSERT ON attempts BEGIN SELECT RAISE(ABORT, 'not now'); END");
        await RunAsync();
        Assert.Empty(await AttemptsAsync());

        await Store.ExecuteAsync("DROP TRIGGER refuses");
        await GoOnAsync(TimeSpan.FromMinutes(1), webhook);

        Assert.Equal(2, endpoint.Requests);
        Assert.All(await DeliveriesAsync(), delivery => Assert.Equal((DeliveryState.Delivered, 1), (delivery.State, delivery.Attempts)));
    }

    /// <summary>An endpoint that answers 200 with a text for each request by its number, as soon as the test lets it.</summary>
    private RawEndpoint Answering(Func<int, string> body)
    {
        var requests = 0;
        return new RawEndpoint(async (stream, cancel) =>
        {
            var text = body(Interlocked.Increment(ref requests));
            await _answer.Task.WaitAsync(cancel);
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Length: {text.Length}\r\nConnection: close\r\n\r\n{text}"), cancel);
        });
    }
}
