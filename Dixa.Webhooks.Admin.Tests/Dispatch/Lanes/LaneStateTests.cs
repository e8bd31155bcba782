using Dixa.Webhooks.Admin.Storage.Reads;
using Dixa.Webhooks.Admin.Support;

namespace Dixa.Webhooks.Admin.Dispatch.Lanes;

public sealed class LaneStateTests
{
    private const int Stale = 500;
    private const int Fast = 200;
    private const int Rescan = 100;

    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly LaneTarget Target = Targets.To("https://example.com/hook");

    private readonly LaneState _lane = new(Guid.NewGuid(), new LaneLimits(Concurrency: 4, BatchSize: 32, Stale, Fast, Rescan));
    private long _last;

    [Fact]
    public void A_batch_that_is_used_up_quickly_grows_fourfold_up_to_the_max_and_a_slow_one_halves_down_to_the_concurrency()
    {
        var slices = new List<int>();
        for (var i = 0; i < 5; i++)
        {
            slices.Add(FillAndTakeAll(at: 0));
        }

        for (var i = 1; i <= 5; i++)
        {
            slices.Add(FillAndTakeAll(at: i * Fast));
        }

        Assert.Equal([4, 16, 32, 32, 32, 16, 8, 4, 4, 4], slices);
    }

    [Fact]
    public void A_lane_with_nothing_more_due_keeps_its_batch_size_even_if_it_is_fast()
    {
        Fill(4, more: false);
        Take(4);

        Assert.Equal(4, Room().MaxCount);
    }

    [Fact]
    public void As_many_senders_start_as_requests_are_allowed_and_one_that_finds_nothing_ends()
    {
        Assert.Equal(2, Fill(2));
        Assert.Equal(2, Fill(10));
        Assert.Equal(0, Fill(1));

        Take(13);
        Assert.Null(_lane.Take(0, out _));
        Assert.Equal(1, Fill(4));
    }

    [Fact]
    public void When_the_lease_has_ended_nothing_more_is_taken_and_the_lane_reads_again()
    {
        _lane.Lease.Extend(Now, endsAt: 50);
        Fill(3);
        Assert.NotNull(_lane.Take(49, out _));

        Assert.Null(_lane.Take(50, out var wake));

        Assert.True(wake);
        Assert.False(_lane.Lease.IsHeld(50));
        _lane.Lease.Extend(Now, endsAt: 100);
        Assert.Equal(2, Fill(2));
        Assert.NotNull(_lane.Take(99, out _));
    }

    [Fact]
    public void What_was_not_sent_is_read_again_and_wakes_the_lane()
    {
        Fill(1);
        var delivery = _lane.Take(0, out _)!;

        _lane.NotSent(delivery.Id);

        Assert.Equal(0, _lane.Unrecorded);
        Assert.Null(_lane.Take(0, out var wake));
        Assert.True(wake);
        Assert.DoesNotContain(delivery.Id, Room().Taken);
    }

    [Fact]
    public void Deliveries_are_taken_in_the_order_in_which_they_were_due()
    {
        Fill(3);

        Assert.Equal([1L, 2L, 3L], Take(3));
    }

    [Fact]
    public void With_half_a_batch_left_and_more_due_one_sender_requests_a_refill()
    {
        Fill(4, more: true);

        Assert.Equal([false, true, false, false], Wakes(4));
        Fill(16, more: true);
        Assert.Equal(Enumerable.Range(1, 16).Select(take => take == 8), Wakes(16));
    }

    [Fact]
    public void While_all_senders_are_busy_and_more_than_half_a_batch_waits_no_job_is_requested_and_a_sender_requests_a_refill_later()
    {
        Fill(7);
        Take(4);
        Assert.False(_lane.TryRequestJob(Now), "four requests hang and three deliveries wait");

        Assert.Equal([true], Wakes(1));
        Assert.True(_lane.TryRequestJob(Now));
    }

    [Fact]
    public void A_lane_with_a_free_sender_or_few_waiting_deliveries_requests_a_job_at_once()
    {
        Fill(3);
        Assert.True(_lane.TryRequestJob(Now));
    }

    [Fact]
    public void A_list_of_nothing_but_taken_deliveries_with_more_behind_it_is_read_on()
    {
        Assert.True(_lane.TryBegin());
        Fill(0, more: true);
        Assert.True(_lane.End());
    }

    [Fact]
    public void What_was_read_before_stale_deliveries_were_put_back_is_read_again()
    {
        Fill(5);
        Assert.True(_lane.TryBegin());
        var room = Room(at: 1);
        Assert.Null(_lane.Take(Stale + 1, out var wake));
        Assert.True(wake);

        Assert.Equal(0, Fill(room, 1, more: true, at: Stale + 1));
        Assert.True(_lane.End());
    }

    [Fact]
    public void With_nothing_more_due_no_sender_requests_a_refill()
    {
        Fill(4, more: false);

        Assert.Equal([false, false, false, false], Wakes(4));
    }

    [Fact]
    public void A_job_for_which_there_was_no_room_is_requested_again_when_there_is()
    {
        // The lane was woken for a delivery that was not read yet.
        Fill(4, more: false);
        Assert.Equal(0, Room().MaxCount);

        Assert.Equal([false, true, false, false], Wakes(4));
    }

    [Fact]
    public void Deliveries_that_waited_too_long_are_put_back_and_read_again_but_not_those_in_flight()
    {
        Fill(4);
        Take(1);

        Assert.NotNull(_lane.Take(Stale, out _));
        Assert.Null(_lane.Take(Stale + 1, out var wake));

        Assert.True(wake);
        Assert.Equal([1L, 2L], Room(Stale + 1).Taken.Order());
    }

    [Fact]
    public void A_change_of_the_webhook_puts_back_deliveries_that_are_not_started()
    {
        Fill(4);
        Take(1);

        Assert.True(_lane.Changed());

        Assert.Null(_lane.Take(0, out _));
        Assert.Equal([1L], Room().Taken);
        Assert.False(_lane.Changed());
    }

    [Fact]
    public void A_batch_that_was_read_before_a_change_is_discarded_and_the_job_runs_again()
    {
        Assert.True(_lane.TryBegin());
        var room = Room();
        _lane.Changed();

        Assert.Equal(0, _lane.Fill(Target, new DueList(1, [new DueDelivery(1, "X", [])], MoreDue: false, NextDueAt: null), room, 0));

        Assert.Null(_lane.Take(0, out _));
        Assert.True(_lane.End());
    }

    [Fact]
    public void What_is_recorded_while_the_store_is_read_counts_as_taken_until_the_next_read()
    {
        Fill(1);
        Take(1);
        var room = Room();

        // The read may have started before the commit, and still see the delivery as due.
        _lane.Recorded(1);

        Assert.Contains(1L, room.Taken);
        Assert.DoesNotContain(1L, Room().Taken);
    }

    [Fact]
    public void A_delivery_that_cannot_be_recorded_is_parked_until_its_time()
    {
        Fill(1);
        Take(1);
        Assert.Equal(1, _lane.Unrecorded);

        Assert.Equal(Now + TimeSpan.FromMinutes(1), _lane.Park(1, Now + TimeSpan.FromMinutes(1), maxAttempts: 5));

        Assert.Equal(0, _lane.Unrecorded);
        Assert.Contains(1L, _lane.PlanRead(Now + TimeSpan.FromSeconds(59), 0).Taken);
        Assert.DoesNotContain(1L, _lane.PlanRead(Now + TimeSpan.FromMinutes(1), 0).Taken);
    }

    private ReadPlan Room(long at = 0) => _lane.PlanRead(Now, at);

    private int Fill(int count, bool more = false, long at = 0) => Fill(Room(at), count, more, at);

    private int Fill(ReadPlan room, int count, bool more, long at) => _lane.Fill(
        Target, new DueList(1, [.. Enumerable.Range(0, count).Select(_ => new DueDelivery(++_last, "X", []))], more, NextDueAt: null), room, at);

    private List<long> Take(int count) => [.. Enumerable.Range(0, count).Select(_ => _lane.Take(0, out var _)!.Id)];

    private List<bool> Wakes(int takes)
    {
        var wakes = new List<bool>();
        for (var i = 0; i < takes; i++)
        {
            Assert.NotNull(_lane.Take(0, out var wake));
            wakes.Add(wake);
        }

        return wakes;
    }

    /// <summary>Uses up a batch of a lane that has more due deliveries, and returns its size.</summary>
    private int FillAndTakeAll(long at)
    {
        var room = Room(at);
        Fill(room, room.MaxCount, more: true, at);
        for (var i = 0; i < room.MaxCount; i++)
        {
            Assert.NotNull(_lane.Take(at, out _));
        }

        return room.MaxCount;
    }
}
