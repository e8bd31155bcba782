using Dixa.Webhooks.Admin.Storage.Reads;
using Dixa.Webhooks.Admin.Support;

namespace Dixa.Webhooks.Admin.Dispatch.Lanes;

public sealed class LaneStateTests
{
    private const int Stale = 500;
    private const int Fast = 200;
    private const int Anew = 100;

    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly LaneTarget Target = Targets.To("https://example.com/hook");

    private readonly LaneState _lane = new(Guid.NewGuid(), new LaneLimits(Concurrency: 4, BatchSize: 32, Stale, Fast, Anew));
    private long _last;

    [Fact]
    public void A_slice_that_is_used_up_quickly_grows_fourfold_up_to_the_most_and_a_slow_one_halves_down_to_the_concurrency()
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
    public void A_lane_with_nothing_more_due_keeps_its_slice_however_quick_it_is()
    {
        Fill(4, more: false);
        Take(4);

        Assert.Equal(4, Room().Most);
    }

    [Fact]
    public void So_many_pumps_are_started_as_there_may_be_requests_and_one_that_finds_nothing_ends()
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
        _lane.LeaseUntil(50);
        Fill(3);
        Assert.NotNull(_lane.Take(49, out _));

        Assert.Null(_lane.Take(50, out var wake));

        Assert.True(wake);
        Assert.False(_lane.IsLeased(50));
        _lane.LeaseUntil(100);
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
    public void With_half_a_slice_left_and_more_due_one_pump_asks_for_a_job()
    {
        Fill(4, more: true);

        Assert.Equal([false, true, false, false], Wakes(4));
        Fill(16, more: true);
        Assert.Equal(Enumerable.Range(1, 16).Select(take => take == 8), Wakes(16));
    }

    [Fact]
    public void While_every_pump_is_busy_and_more_than_half_a_slice_waits_no_job_is_asked_for_and_a_pump_asks_later()
    {
        Fill(7);
        Take(4);
        Assert.False(_lane.TryRequestJob(Now), "four requests hang and three deliveries wait");

        Assert.Equal([true], Wakes(1));
        Assert.True(_lane.TryRequestJob(Now));
    }

    [Fact]
    public void A_lane_with_a_pump_to_spare_or_little_in_hand_asks_for_a_job_at_once()
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
    public void With_nothing_more_due_no_pump_asks()
    {
        Fill(4, more: false);

        Assert.Equal([false, false, false, false], Wakes(4));
    }

    [Fact]
    public void A_job_for_which_there_was_no_room_is_asked_for_again_when_there_is()
    {
        // It was woken for something that nobody has seen yet.
        Fill(4, more: false);
        Assert.Equal(0, Room().Most);

        Assert.Equal([false, true, false, false], Wakes(4));
    }

    [Fact]
    public void What_waited_too_long_is_put_back_and_read_again_and_what_is_in_flight_is_not()
    {
        Fill(4);
        Take(1);

        Assert.NotNull(_lane.Take(Stale, out _));
        Assert.Null(_lane.Take(Stale + 1, out var wake));

        Assert.True(wake);
        Assert.Equal([1L, 2L], Room(Stale + 1).Taken.Order());
    }

    [Fact]
    public void A_change_of_the_webhook_puts_back_what_has_not_begun()
    {
        Fill(4);
        Take(1);

        Assert.True(_lane.Changed());

        Assert.Null(_lane.Take(0, out _));
        Assert.Equal([1L], Room().Taken);
        Assert.False(_lane.Changed());
    }

    [Fact]
    public void What_was_read_before_a_change_is_not_taken_and_the_job_looks_again()
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

        // The read may have begun before the commit, and see it as due still.
        _lane.Recorded(1);

        Assert.Contains(1L, room.Taken);
        Assert.DoesNotContain(1L, Room().Taken);
    }

    [Fact]
    public void What_cannot_be_recorded_is_left_alone_until_its_time()
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

    /// <summary>Uses up a slice of a lane with more due, and answers how large it was.</summary>
    private int FillAndTakeAll(long at)
    {
        var room = Room(at);
        Fill(room, room.Most, more: true, at);
        for (var i = 0; i < room.Most; i++)
        {
            Assert.NotNull(_lane.Take(at, out _));
        }

        return room.Most;
    }
}
