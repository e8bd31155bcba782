using Dixa.Webhooks.Admin.Support;

namespace Dixa.Webhooks.Admin.Journeys.Processes;

public sealed class ManyPublishersTests
{
    private const int Publishers = 20;
    private const int EventsPerPublisher = 4_000;
    private const int EventsPerRequest = 100;

    [Fact]
    public async Task Events_of_twenty_concurrent_publishers_are_each_delivered_exactly_once()
    {
        await using var receiver = await EventReceiver.StartAsync();
        await using var app = await AppProcess.StartAsync(store => store.CreateWebhookAsync(draft => draft.Url = receiver.Url));

        var ids = (await Task.WhenAll(Enumerable.Range(0, Publishers).Select(_ => Task.Run(() => PublishAsync(app))))).SelectMany(batch => batch).ToList();
        await receiver.ReceivesAsync(ids.Count, TimeSpan.FromMinutes(2));
        await app.SettlesAsync(Eventually.Deadline);

        Assert.Equal(Publishers * EventsPerPublisher, ids.Count);
        Assert.Equal(ids.Count, receiver.Requests);
        Assert.All(ids, id => Assert.Equal(1, receiver.Arrivals(id)));
        Assert.Equal(ids.Count, await app.CountAsync("deliveries WHERE state = 1 AND attempts = 1"));
        Assert.Equal(ids.Count, await app.CountAsync("attempts WHERE number = 1 AND succeeded"));
    }

    private static async Task<List<Guid>> PublishAsync(AppProcess app)
    {
        var published = new List<Guid>();
        while (published.Count < EventsPerPublisher)
        {
            published.AddRange(await app.PublishAsync(EventsPerRequest));
        }

        return published;
    }
}
