using Dixa.Webhooks.Admin.Storage.Reads;

namespace Dixa.Webhooks.Admin.Dispatch.Lanes;

public sealed class LaneBufferTests
{
    private const int Rescan = 100;

    private readonly LaneBuffer _buffer = new(Rescan);
    private long _last;

    [Fact]
    public void Deliveries_are_taken_in_the_order_of_the_batch_and_count_as_unrecorded()
    {
        Add(2);

        Assert.Equal(1, _buffer.Take()!.Id);
        Assert.Equal(2, _buffer.Take()!.Id);
        Assert.Null(_buffer.Take());
        Assert.Equal((0, 2), (_buffer.Waiting, _buffer.Unrecorded));
    }

    [Fact]
    public void A_delivery_that_has_ended_is_skipped_until_the_next_read_is_prepared()
    {
        Add(1);
        _buffer.Take();
        var plan = Plan();

        _buffer.Ended(1);

        Assert.Equal(0, _buffer.Unrecorded);
        Assert.Contains(1L, plan.Taken);
        _buffer.PrepareRead([]);
        Assert.Empty(Plan().Taken);
    }

    [Fact]
    public void A_delivery_that_stays_taken_is_skipped_until_it_is_released()
    {
        Add(1);
        _buffer.Take();

        _buffer.StaysTaken();

        Assert.Equal(0, _buffer.Unrecorded);
        _buffer.PrepareRead([]);
        Assert.Equal([1L], Plan().Taken);
        _buffer.PrepareRead([1]);
        Assert.Empty(Plan().Taken);
    }

    [Fact]
    public void What_waits_is_put_back_and_a_batch_that_was_planned_before_is_not_current()
    {
        Add(3, bytes: 10);
        _buffer.Take();
        var plan = Plan();
        Assert.True(_buffer.IsCurrent(plan));

        Assert.Equal(20, _buffer.PutBack());

        Assert.False(_buffer.IsCurrent(plan));
        Assert.Null(_buffer.Take());
        _buffer.PrepareRead([]);
        Assert.Equal([1L], Plan().Taken);
    }

    [Fact]
    public void A_long_backlog_is_read_on_and_from_the_start_again_after_a_while()
    {
        var end = new DuePosition(5, 1);
        Plan(at: 1);
        Add(1, end: end);

        Assert.Equal(end, Plan(at: Rescan).After);
        Assert.Null(Plan(at: Rescan + 2).After);
        Assert.Equal(end, Plan(at: Rescan + 3).After);
    }

    [Fact]
    public void A_backlog_is_read_from_the_start_after_deliveries_were_put_back_or_if_the_caller_wants_it()
    {
        var end = new DuePosition(5, 1);
        Add(1, end: end);
        Assert.Null(_buffer.PlanRead(1, 1, fromStart: true, timestamp: 0).After);
        Assert.Equal(end, Plan().After);

        _buffer.PutBack();

        Assert.Null(Plan().After);
    }

    [Fact]
    public void A_refill_is_requested_once_for_each_read_while_more_is_due()
    {
        Add(1, more: true);
        Assert.True(_buffer.TryRequestRefill());
        Assert.False(_buffer.TryRequestRefill());

        Add(1, more: true);
        Assert.True(_buffer.TryRequestRefill());

        _buffer.PrepareRead([]);
        Assert.True(_buffer.TryRequestRefill());
    }

    [Fact]
    public void With_nothing_more_due_no_refill_is_requested_until_something_is()
    {
        Add(1, more: false);
        Assert.False(_buffer.TryRequestRefill());

        _buffer.MarkMoreDue();

        Assert.True(_buffer.TryRequestRefill());
    }

    [Fact]
    public void As_many_deliveries_fit_as_the_last_batch_suggests_and_at_least_one()
    {
        Assert.Equal(7, _buffer.Fit(7, bytes: 1));

        Assert.Equal(20, Add(2, bytes: 10));

        Assert.Equal(3, _buffer.Fit(7, bytes: 30));
        Assert.Equal(7, _buffer.Fit(7, bytes: 1_000));
        Assert.Equal(1, _buffer.Fit(7, bytes: 1));
    }

    private ReadPlan Plan(long at = 0) => _buffer.PlanRead(1, 1, fromStart: false, at);

    private long Add(int count, bool more = false, int bytes = 0, DuePosition? end = null) => _buffer.Add(
        new DueList(1, [.. Enumerable.Range(0, count).Select(_ => new DueDelivery(++_last, "X", new byte[bytes]))], more, NextDueAt: null) { End = end });
}
