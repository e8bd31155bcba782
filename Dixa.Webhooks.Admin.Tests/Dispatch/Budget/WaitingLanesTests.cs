namespace Dixa.Webhooks.Admin.Dispatch.Budget;

public sealed class WaitingLanesTests
{
    private readonly WaitingLanes _waiting = new();

    [Fact]
    public void The_first_lane_of_each_pace_is_next_and_the_one_that_has_waited_longest_comes_first()
    {
        var slow = Add(Pace.Slow);
        var fast = Add(Pace.Fast);
        Add(Pace.Slow);

        Assert.Equal([slow, fast], _waiting.Next);
        Assert.Equal(3, _waiting.Count);
    }

    [Fact]
    public void A_lane_waits_until_it_is_removed()
    {
        var first = Add(Pace.Fast);
        var second = Add(Pace.Fast);
        Assert.True(first.Waits);

        _waiting.Remove(first);

        Assert.False(first.Waits);
        Assert.Equal([second], _waiting.Next);
        Assert.Equal(1, _waiting.Count);
    }

    [Fact]
    public void Only_lanes_of_the_same_pace_or_a_faster_one_come_before_a_new_lane()
    {
        Assert.False(_waiting.IsAnyUpTo(Pace.Slow));

        Add(Pace.Unknown);

        Assert.False(_waiting.IsAnyUpTo(Pace.Fast));
        Assert.True(_waiting.IsAnyUpTo(Pace.Unknown));
        Assert.True(_waiting.IsAnyUpTo(Pace.Slow));
        Assert.Equal([Pace.Unknown], _waiting.Paces);
    }

    private LaneShare Add(Pace pace)
    {
        var share = new LaneShare(new SendBudget(SendLimits.None), () => { }) { Pace = pace };
        _waiting.Add(share);
        return share;
    }
}
