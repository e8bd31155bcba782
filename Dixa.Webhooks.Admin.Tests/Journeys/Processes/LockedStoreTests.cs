using System.Net;
using Dixa.Webhooks.Admin.Support;

namespace Dixa.Webhooks.Admin.Journeys.Processes;

/// <summary>The real process while another program locks its database for longer than the timeout.</summary>
public sealed class LockedStoreTests
{
    [Fact]
    public async Task The_intake_responds_with_503_and_attempts_are_recorded_after_the_lock_without_a_second_request()
    {
        await using var receiver = await EventReceiver.StartAsync();
        await using var app = await AppProcess.StartAsync(
            store => store.CreateWebhookAsync(draft => draft.Url = receiver.Url),
            ("Storage:ConnectionString", "Data Source={folder}/webhooks.db;Default Timeout=1"));
        receiver.Hold();
        var ids = await app.PublishAsync(50);
        await receiver.ReceivesAsync(16);
        var (refused, body) = Publishing.Events(5);

        await using (await WriteLock.TakeAsync(app.Database))
        {
            receiver.Release();

            // Each request is part of a group of writes that fails; the recorder retries in between.
            for (var i = 0; i < 3; i++)
            {
                using var response = await app.PostEventsAsync(body);
                Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
                Assert.Equal(TimeSpan.FromSeconds(1), response.Headers.RetryAfter?.Delta);
            }

            await receiver.ReceivesAsync(50);
            Assert.Equal(0, await app.CountAsync("attempts"));
        }

        await app.SettlesAsync(Eventually.Deadline);
        Assert.Equal(50, await app.CountAsync("events"));
        Assert.Equal(50, receiver.Requests);
        Assert.All(ids, id => Assert.Equal(1, receiver.Arrivals(id)));

        // A refused request can be sent again unchanged.
        Assert.All((await app.PublishAsync(body)).EnumerateArray(), result => Assert.False(result.GetProperty("duplicate").GetBoolean()));
        await app.SettlesAsync(Eventually.Deadline);
        Assert.All(refused, id => Assert.Equal(1, receiver.Arrivals(id)));
        await app.HistoryIsCompleteAsync(TimeSpan.Zero);
    }
}
