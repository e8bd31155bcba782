using Dixa.Webhooks.Admin.Support;
using Microsoft.Extensions.Options;

namespace Dixa.Webhooks.Admin.Dispatch.Lanes;

public sealed class LaneReaderTests : DispatchTest
{
    private LaneRegistry Lanes => Store.Service<LaneRegistry>();

    private LaneReader Reader => Store.Service<LaneReader>();

    [Fact]
    public async Task A_batch_is_read_into_the_lane_and_the_caller_starts_its_senders()
    {
        var lane = Lanes.Of(await AddWebhookAsync("https://example.com/hook"));
        await PublishAsync(3);

        Assert.Equal(3, await Reader.FillAsync(lane));

        Assert.Equal("https://example.com/hook", lane.Target!.Url.ToString());
        Assert.NotNull(lane.Take(Store.Time.GetTimestamp(), out _));
    }

    [Fact]
    public async Task The_lease_is_extended_when_less_than_half_of_it_is_left()
    {
        var lease = Store.Service<IOptions<DispatchOptions>>().Value.Lease;
        var lane = Lanes.Of(await AddWebhookAsync("https://example.com/hook"));
        Assert.Equal(0, await Reader.FillAsync(lane));
        var until = lane.Lease.Until;
        Assert.Equal(Store.Time.GetUtcNow() + lease, until);

        Store.Time.Advance((lease / 2) - TimeSpan.FromSeconds(1));
        await Reader.FillAsync(lane);
        Assert.Equal(until, lane.Lease.Until);

        Store.Time.Advance(TimeSpan.FromSeconds(2));
        await Reader.FillAsync(lane);
        Assert.Equal(Store.Time.GetUtcNow() + lease, lane.Lease.Until);
    }

    [Fact]
    public async Task A_lane_whose_webhook_does_not_exist_is_forgotten()
    {
        var id = Guid.NewGuid();
        var lane = Lanes.Of(id);

        Assert.Equal(0, await Reader.FillAsync(lane));

        Assert.NotSame(lane, Lanes.Of(id));
    }
}
