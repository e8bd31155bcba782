using Dixa.Webhooks.Admin.Support;

namespace Dixa.Webhooks.Admin.Journeys;

public sealed class ManyPublishersTests
{
    private const int Publishers = 20;
    private const int EventsEach = 4_000;
    private const int InOneRequest = 100;

    [Fact]
    public async Task Twenty_publishers_of_four_thousand_events_at_a_time_have_each_delivered_exactly_once()
    {
        await using var receiver = await EventReceiver.StartAsync();
        await using var app = await AppProcess.StartAsync(store => store.CreateWebhookAsync(draft => draft.Url = receiver.Url));

        var ids = (await Task.WhenAll(Enumerable.Range(0, Publishers).Select(_ => Task.Run(() => PublishAsync(app))))).SelectMany(each => each).ToList();
        await receiver.ReceivesAsync(ids.Count, TimeSpan.FromMinutes(2));
        await app.SettlesAsync(Eventually.Deadline);

        Assert.Equal(Publishers * EventsEach, ids.Count);
        Assert.Equal(ids.Count, receiver.Requests);
        Assert.All(ids, id => Assert.Equal(1, receiver.Arrivals(id)));
        Assert.Equal(ids.Count, await app.CountAsync("deliveries WHERE state = 1 AND attempts = 1"));
        Assert.Equal(ids.Count, await app.CountAsync("attempts WHERE number = 1 AND succeeded"));
    }

    private static async Task<List<Guid>> PublishAsync(AppProcess app)
    {
        var published = new List<Guid>();
        while (published.Count < EventsEach)
        {
            published.AddRange(await app.PublishAsync(InOneRequest));
        }

        return published;
    }
}
