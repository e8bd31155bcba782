using Dixa.Webhooks.Admin.Dispatch.Budget;

namespace Dixa.Webhooks.Admin.Dispatch.Lanes;

public sealed class LaneSendersTests
{
    private const int Concurrency = 4;

    [Fact]
    public void As_many_senders_start_as_deliveries_wait_up_to_the_concurrency()
    {
        var senders = Of(new SendBudget(SendLimits.None));

        Assert.Equal(3, Start(senders, waiting: 3));
        Assert.False(senders.AreAllRunning);
        Assert.Equal(1, Start(senders, waiting: 9));
        Assert.True(senders.AreAllRunning);
        Assert.Equal(0, Start(senders, waiting: 9));
        Assert.False(senders.IsShort);
    }

    [Fact]
    public void When_requests_are_scarce_the_lane_is_short_and_grows_later()
    {
        var budget = new SendBudget(SendLimits.None with { Requests = 8 });
        var (first, second) = (Of(budget), Of(budget));
        Start(first, waiting: 4);

        Start(second, waiting: 4);

        Assert.True(second.IsShort);
        Assert.True(second.AreAllRunning);
        var before = second.Count;
        first.Ended(first.Count);
        Assert.True(second.Grow(waiting: 4) > 0);
        Assert.True(second.Count > before);
    }

    [Fact]
    public void What_was_reserved_for_a_read_is_returned()
    {
        var budget = new SendBudget(SendLimits.None);
        var senders = Of(budget);

        Assert.True(senders.ReserveRead());
        Assert.Equal((1L, senders.ReservedBytes), (budget.Requests, budget.Bytes));
        Assert.True(senders.ReservedBytes > 0);

        // A second read replaces the first.
        Assert.True(senders.ReserveRead());
        Assert.Equal((1L, senders.ReservedBytes), (budget.Requests, budget.Bytes));

        senders.ReturnReserved();
        senders.ReturnReserved();
        Assert.Equal((0L, 0L), (budget.Requests, budget.Bytes));
    }

    [Fact]
    public void A_read_by_a_lane_with_senders_reserves_no_request()
    {
        var budget = new SendBudget(SendLimits.None);
        var senders = Of(budget);
        Start(senders, waiting: 2);

        Assert.True(senders.ReserveRead());

        Assert.Equal(2, budget.Requests);
    }

    [Fact]
    public void Without_any_request_left_a_lane_without_senders_waits_for_its_turn()
    {
        var budget = new SendBudget(SendLimits.None with { Requests = 1 });
        var (first, second) = (Of(budget), Of(budget));
        first.Sent(0, Pace.Fast);
        second.Sent(0, Pace.Fast);
        Start(first, waiting: 1);

        Assert.False(second.ReserveRead());

        Assert.True(second.Waits);
        Assert.False(first.MustYield());
        first.Sent(0, Pace.Slow);
        Assert.True(first.MustYield());
    }

    [Fact]
    public void Bytes_and_requests_come_back_when_senders_end()
    {
        var budget = new SendBudget(SendLimits.None);
        var senders = Of(budget);
        Start(senders, waiting: 2, bytes: 30);
        Assert.Equal((2L, 30L), (budget.Requests, budget.Bytes));

        senders.Sent(10, Pace.Fast);
        senders.ReturnBytes(20);
        senders.Ended(2);

        Assert.Equal((0L, 0L, 0), (budget.Requests, budget.Bytes, senders.Count));
    }

    private static LaneSenders Of(SendBudget budget) => new(Concurrency, new LaneShare(budget, () => { }));

    private static int Start(LaneSenders senders, int waiting, long bytes = 0)
    {
        Assert.True(senders.ReserveRead());
        return senders.Start(waiting, bytes);
    }
}
