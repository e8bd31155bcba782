using System.Net;
using Dixa.Webhooks.Admin.Support;

namespace Dixa.Webhooks.Admin.Journeys;

/// <summary>The real process, whose database another program keeps locked for longer than it waits.</summary>
public sealed class LockedStoreTests
{
    [Fact]
    public async Task Intake_answers_503_and_stores_nothing_and_what_was_sent_is_recorded_afterwards_without_a_second_request()
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

            // Each takes part in a group of writes that fails, and recording is tried again in between.
            for (var i = 0; i < 3; i++)
            {
                using var answer = await app.PostEventsAsync(body);
                Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
                Assert.Equal(TimeSpan.FromSeconds(1), answer.Headers.RetryAfter?.Delta);
            }

            await receiver.ReceivesAsync(50);
            Assert.Equal(0, await app.CountAsync("attempts"));
        }

        await app.SettlesAsync(Eventually.Deadline);
        Assert.Equal(50, await app.CountAsync("events"));
        Assert.Equal(50, receiver.Requests);
        Assert.All(ids, id => Assert.Equal(1, receiver.Arrivals(id)));

        // What was refused may be sent again as it is.
        Assert.All((await app.PublishAsync(body)).EnumerateArray(), one => Assert.False(one.GetProperty("duplicate").GetBoolean()));
        await app.SettlesAsync(Eventually.Deadline);
        Assert.All(refused, id => Assert.Equal(1, receiver.Arrivals(id)));
        await app.HistoryIsWholeAsync(TimeSpan.Zero);
    }
}
