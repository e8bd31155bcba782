using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Support;

namespace Dixa.Webhooks.Admin.Recording;

public class DeliverySearchTests : StoreTest
{
    private const int All = 23;
    private const int Limit = 5;

    private DeliverySearch Search => Store.Service<DeliverySearch>();

    [Fact]
    public async Task Paging_forward_and_back_shows_the_same_pages()
    {
        var webhook = await FillAsync();
        var pages = new List<FoundDeliveries> { await FindAsync(webhook, new DeliveryQuery()) };
        while (pages[^1].Next is { } next)
        {
            pages.Add(await FindAsync(webhook, new DeliveryQuery { After = next }));
        }

        Assert.Equal(Enumerable.Range(1, All).Reverse().Select(id => (long)id), pages.SelectMany(Ids));
        Assert.Null(pages[0].Previous);
        for (var i = pages.Count - 1; i > 0; i--)
        {
            var back = await FindAsync(webhook, new DeliveryQuery { Before = pages[i].Previous });
            Assert.Equal(Ids(pages[i - 1]), Ids(back));
            Assert.Equal((pages[i - 1].Next, pages[i - 1].Previous), (back.Next, back.Previous));
        }
    }

    [Fact]
    public async Task When_less_than_a_page_is_newer_the_full_first_page_is_returned()
    {
        var webhook = await FillAsync();
        var first = await FindAsync(webhook, new DeliveryQuery());
        var third = first.Rows[2].Delivery;

        var back = await FindAsync(webhook, new DeliveryQuery { Before = new DeliveryPosition(third.CreatedAt, third.Id) });

        Assert.Equal(Ids(first), Ids(back));
        Assert.Null(back.Previous);
    }

    [Fact]
    public async Task Paging_back_keeps_the_filter()
    {
        var webhook = await FillAsync();
        var failed = new DeliveryQuery { State = DeliveryState.Failed };
        var first = await FindAsync(webhook, failed);
        var second = await FindAsync(webhook, failed with { After = first.Next });

        var back = await FindAsync(webhook, failed with { Before = second.Previous });

        Assert.All(back.Rows, row => Assert.Equal(DeliveryState.Failed, row.Delivery.State));
        Assert.Equal(Ids(first), Ids(back));
    }

    [Theory]
    [InlineData("")]
    [InlineData("7")]
    [InlineData("7-")]
    [InlineData("-7-7")]
    [InlineData("9223372036854775807-7")]
    [InlineData("a-b")]
    public void A_text_that_is_not_a_position_is_none(string text) => Assert.Null(DeliveryPosition.Read(text));

    [Fact]
    public void A_position_is_read_back()
    {
        var position = new DeliveryPosition(Store.Time.GetUtcNow(), 42);

        Assert.Equal(position, DeliveryPosition.Read(position.ToString()));
    }

    [Fact]
    public async Task Newer_deliveries_are_counted_up_to_a_limit_and_by_the_filter()
    {
        var webhook = await FillAsync();
        var rows = (await Search.FindAsync(webhook, new DeliveryQuery(), Cancel)).Rows;

        for (var index = 0; index < rows.Count; index++)
        {
            Assert.Equal(Math.Min(index, 7), await Search.CountNewerAsync(webhook, new DeliveryQuery(), rows[index], max: 7, Cancel));
        }

        var failed = rows.Count(row => row.Delivery.State is DeliveryState.Failed && row != rows[^1]);
        Assert.Equal(failed, await Search.CountNewerAsync(webhook, new DeliveryQuery { State = DeliveryState.Failed }, rows[^1], max: 100, Cancel));
    }

    [Fact]
    public async Task Shown_deliveries_are_refreshed_in_their_order()
    {
        var webhook = await FillAsync();
        var shown = (await FindAsync(webhook, new DeliveryQuery())).Rows;
        await Store.ExecuteAsync($"UPDATE deliveries SET state = {(int)DeliveryState.Cancelled} WHERE id = {shown[1].Delivery.Id}");
        await Store.ExecuteAsync($"DELETE FROM deliveries WHERE id = {shown[2].Delivery.Id}");
        await Store.DeliveryAsync(webhook);

        var rows = await Search.RefreshAsync(shown, Cancel);

        Assert.Equal(shown.Select(row => row.Delivery.Id), rows.Select(row => row.Delivery.Id));
        Assert.Equal((DeliveryState.Cancelled, shown[2]), (rows[1].Delivery.State, rows[2]));
    }

    [Fact]
    public async Task A_summary_has_the_conversation_the_requester_and_the_duration_of_the_last_attempt()
    {
        var webhook = await Store.CreateWebhookAsync();
        var known = await Store.DeliveryAsync(webhook, payload: """{"data":{"conversation":{"csid":4711,"requester":{"email":"freja@example.com"}}}}""");
        var unknown = await Store.DeliveryAsync(webhook);
        await Store.StoreAsync(Attempt(1, 100), Attempt(2, 34));

        var summaries = await Search.SummariesAsync([known, unknown, 999], Cancel);

        Assert.Equal(new DeliverySummary(4711, "freja@example.com", TimeSpan.FromMilliseconds(34)), summaries[known]);
        Assert.Equal((DeliverySummary.None, DeliverySummary.None), (summaries[unknown], summaries[999]));

        DeliveryAttempt Attempt(int number, int milliseconds) => new()
        {
            DeliveryId = known,
            SubscriptionId = webhook,
            Number = number,
            StartedAt = Store.Time.GetUtcNow(),
            Duration = TimeSpan.FromMilliseconds(milliseconds),
        };
    }

    private static IEnumerable<long> Ids(FoundDeliveries page) => page.Rows.Select(row => row.Delivery.Id);

    private Task<FoundDeliveries> FindAsync(Guid webhook, DeliveryQuery query) => Search.FindAsync(webhook, query with { Limit = Limit }, Cancel);

    /// <summary>Some are created at the same time, so that only the key orders them.</summary>
    private async Task<Guid> FillAsync()
    {
        var webhook = await Store.CreateWebhookAsync();
        for (var i = 0; i < All; i++)
        {
            if (i % 3 == 0)
            {
                Store.Time.Advance(TimeSpan.FromSeconds(1));
            }

            await Store.DeliveryAsync(webhook, state: i % 2 == 0 ? DeliveryState.Failed : DeliveryState.Delivered);
        }

        return webhook;
    }
}

[OnPostgres]
public sealed class DeliverySearchTestsOnPostgres : DeliverySearchTests;
