namespace Dixa.Webhooks.Admin.Dispatch.Budget;

public sealed class SendCapacityTests
{
    private const long Mebibyte = 1024 * 1024;

    [Fact]
    public void The_first_read_of_a_lane_reserves_a_request_and_bytes()
    {
        var capacity = With(requests: 8, bytes: 12 * Mebibyte);
        var share = Share(Pace.Fast);

        Assert.Equal(3 * Mebibyte, capacity.Reserve(share, first: true));

        Assert.Equal((1, 3 * Mebibyte), (share.Requests, share.Bytes));
        Assert.Equal((1, 3 * Mebibyte), (capacity.UsedRequests, capacity.UsedBytes));
    }

    [Fact]
    public void A_later_read_reserves_bytes_alone()
    {
        var capacity = With(requests: 8, bytes: 12 * Mebibyte);
        var share = Share(Pace.Fast);

        Assert.True(capacity.Reserve(share, first: false) > 0);

        Assert.Equal(0, capacity.UsedRequests);
    }

    [Fact]
    public void Without_a_request_no_bytes_are_reserved()
    {
        var capacity = With(requests: 1, bytes: 12 * Mebibyte);
        Assert.Equal(1, capacity.UseRequests(Share(Pace.Fast), wanted: 2));

        Assert.Equal(0, capacity.Reserve(Share(Pace.Fast), first: true));

        Assert.Equal(0, capacity.UsedBytes);
    }

    [Fact]
    public void A_lane_gets_no_more_requests_than_it_leaves_to_others()
    {
        var capacity = With(requests: 8, bytes: Mebibyte);

        Assert.Equal(4, capacity.UseRequests(Share(Pace.Fast), wanted: 8));
    }

    [Fact]
    public void What_a_lane_uses_moves_with_its_pace_and_comes_back()
    {
        var capacity = With(requests: 8, bytes: 12 * Mebibyte);
        var share = Share(Pace.Fast);
        capacity.Reserve(share, first: true);

        capacity.ChangePace(share, Pace.Slow);
        Assert.Equal(Pace.Slow, share.Pace);
        capacity.Return(share, share.Requests, share.Bytes);

        Assert.Equal((0L, 0L), (capacity.UsedRequests, capacity.UsedBytes));
        Assert.Equal((0, 0L), (share.Requests, share.Bytes));
        Assert.Equal(4, capacity.UseRequests(Share(Pace.Fast), wanted: 8));
    }

    [Fact]
    public void Fast_lanes_need_a_request_of_a_slow_lane_only_when_none_is_left()
    {
        var capacity = With(requests: 2, bytes: Mebibyte);
        Assert.Equal(1, capacity.UseRequests(Share(Pace.Slow), wanted: 1));
        Assert.False(capacity.NeedsOneOf(Pace.Slow, Pace.Fast));

        Assert.Equal(1, capacity.UseRequests(Share(Pace.Fast), wanted: 1));

        Assert.True(capacity.NeedsOneOf(Pace.Slow, Pace.Fast));
        Assert.False(capacity.NeedsOneOf(Pace.Fast, Pace.Slow));
    }

    private static SendCapacity With(int requests, long bytes) => new(SendLimits.None with { Requests = requests, PayloadBytes = bytes });

    private static LaneShare Share(Pace pace) => new(new SendBudget(SendLimits.None), () => { }) { Pace = pace };
}
