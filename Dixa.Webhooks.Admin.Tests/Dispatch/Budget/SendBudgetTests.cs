namespace Dixa.Webhooks.Admin.Dispatch.Budget;

public sealed class SendBudgetTests
{
    private const long Mebibyte = 1024 * 1024;
    private const int Concurrency = 16;

    private SendBudget _budget = With(28);

    [Fact]
    public void With_plenty_a_lane_gets_every_request_that_it_wants()
    {
        _budget = With(10_000);
        var lanes = Lanes(50);

        Assert.All(lanes, lane => Assert.Equal(Concurrency, Fill(lane)));
        Assert.Equal((50 * Concurrency, 0), (_budget.Requests, _budget.Waiting));
    }

    [Fact]
    public void A_lane_alone_gets_no_more_than_what_it_leaves_to_others()
    {
        var lane = Ended(Lane(), Pace.Fast);

        Assert.Equal(14, Fill(lane));
    }

    [Fact]
    public void Lanes_of_unknown_pace_leave_a_quarter_to_fast_ones()
    {
        var fast = Ended(Lane(), Pace.Fast);
        foreach (var lane in Lanes(50))
        {
            Fill(lane);
        }

        Assert.Equal(21, _budget.Requests);
        Assert.Equal(4, Fill(fast));
    }

    [Fact]
    public void Slow_lanes_leave_half_to_the_others_and_each_gets_a_share()
    {
        var fast = Ended(Lane(), Pace.Fast);
        var slow = Lanes(50).Select(lane => Ended(lane, Pace.Slow)).ToList();
        foreach (var lane in slow)
        {
            Fill(lane);
        }

        Assert.Equal(14, _budget.Requests);
        Assert.Equal(7, Fill(fast));

        // Each request that ends lets the lane that has waited longest start one.
        var waiting = slow.Where(lane => lane.Waits).ToList();
        foreach (var expected in waiting)
        {
            var busy = slow.First(lane => lane.Requests > 0 && lane.Granted is null);
            busy.Sent(0, Pace.Slow);
            Assert.True(busy.MustYield());
            busy.Return(1, busy.Requests == 1 ? busy.Bytes : 0);
            Assert.NotNull(expected.Granted);
            Assert.Equal(1, Fill(expected));
        }

        Assert.Equal(0, _budget.Waiting);
    }

    [Fact]
    public void A_fast_lane_gives_way_to_one_that_has_nothing_and_not_for_one_that_may_have_no_more_anyway()
    {
        var fast = Lanes(3).Select(lane => Ended(lane, Pace.Fast)).ToList();
        foreach (var lane in fast)
        {
            Fill(lane);
        }

        var held = fast.Sum(lane => lane.Requests);
        var last = Ended(Lane(), Pace.Fast);
        while (last.Enter(first: true) > 0)
        {
            held++;
            last = Ended(Lane(), Pace.Fast);
        }

        Assert.Equal(28, held);
        Assert.True(last.Waits);
        Assert.True(fast[0].Requests > 1);
        Assert.True(fast[0].MustYield());

        fast[0].Return(1, 0);
        Assert.NotNull(last.Granted);
        Assert.False(fast[0].MustYield());
    }

    [Fact]
    public void A_lane_with_one_request_gives_way_after_a_turn_of_several()
    {
        _budget = With(4);
        var lanes = Lanes(5).Select(lane => Ended(lane, Pace.Fast)).ToList();
        lanes.ForEach(lane => lane.Enter(first: true));
        Assert.True(lanes[4].Waits);

        var begun = 0;
        for (; !lanes[0].MustYield(); begun++)
        {
            lanes[0].Sent(0, Pace.Fast);
        }

        Assert.Equal(64, begun);
    }

    [Fact]
    public void Bytes_are_bounded_whatever_each_lane_asks_for_and_come_back_with_what_was_sent()
    {
        _budget = new SendBudget(SendLimits.None with { PayloadBytes = 12 * Mebibyte });
        var lanes = Lanes(50);
        foreach (var lane in lanes)
        {
            lane.Enter(first: true);
        }

        Assert.InRange(_budget.Bytes, 4 * Mebibyte, 12 * Mebibyte);
        var waiting = lanes.First(lane => lane.Waits);
        Assert.True(lanes[0].Bytes > 0);

        lanes[0].Return(1, lanes[0].Bytes);
        Assert.NotNull(waiting.Granted);
        Assert.InRange(_budget.Bytes, 4 * Mebibyte, 12 * Mebibyte);
    }

    [Fact]
    public void While_no_lane_has_any_bytes_a_lane_may_read_the_largest_event_even_with_little_memory()
    {
        _budget = new SendBudget(SendLimits.None with { PayloadBytes = 1_000 });

        Assert.Equal(SendBudget.MinReadBytes, Lane().Enter(first: true));
        Assert.Equal(0, Lane().Enter(first: true));
    }

    private static SendBudget With(int requests) => new(SendLimits.None with { Requests = requests });

    private LaneShare Lane() => new(_budget, () => { });

    private List<LaneShare> Lanes(int count) => [.. Enumerable.Range(0, count).Select(_ => Lane())];

    private static LaneShare Ended(LaneShare lane, Pace pace)
    {
        lane.Sent(0, pace);
        return lane;
    }

    /// <summary>Like a lane that reads and starts its requests.</summary>
    private static int Fill(LaneShare lane) => lane.Enter(first: true) is > 0 and var bytes ? lane.Begin(Concurrency, reserved: true, allowed: bytes, read: 0) : 0;
}
