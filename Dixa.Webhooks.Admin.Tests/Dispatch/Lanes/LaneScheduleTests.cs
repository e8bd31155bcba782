namespace Dixa.Webhooks.Admin.Dispatch.Lanes;

public sealed class LaneScheduleTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly LaneSchedule _schedule = new();

    [Fact]
    public void However_often_a_lane_is_woken_one_job_is_asked_for_until_it_begins()
    {
        Assert.True(_schedule.TryRequestJob(Now));
        Assert.False(_schedule.TryRequestJob(Now));
        Assert.False(_schedule.TryRequestJob(Now + (29 * Second)));

        Assert.True(_schedule.TryBegin());
        Assert.False(_schedule.End());
        Assert.True(_schedule.TryRequestJob(Now + (29 * Second)));
    }

    [Fact]
    public void A_hint_that_no_job_took_up_counts_as_lost_after_half_a_minute()
    {
        Assert.True(_schedule.TryRequestJob(Now));

        Assert.True(_schedule.TryRequestJob(Now + (30 * Second)));
        Assert.False(_schedule.TryRequestJob(Now + (30 * Second)));
    }

    [Fact]
    public void A_job_that_runs_is_told_to_look_again_instead_of_a_second_one_being_asked_for()
    {
        Assert.True(_schedule.TryBegin());

        Assert.False(_schedule.TryRequestJob(Now));

        Assert.True(_schedule.End());
        Assert.True(_schedule.TryRequestJob(Now));
    }

    [Fact]
    public void A_second_job_ends_at_once_and_the_first_looks_again()
    {
        Assert.True(_schedule.TryBegin());

        Assert.False(_schedule.TryBegin());

        Assert.True(_schedule.End());
        Assert.True(_schedule.TryBegin());
        Assert.False(_schedule.End());
    }

    [Fact]
    public void A_job_can_be_told_to_look_again_by_what_it_finds()
    {
        Assert.True(_schedule.TryBegin());

        _schedule.RequestAnotherRun();

        Assert.True(_schedule.End());
    }

    [Fact]
    public void A_time_to_come_is_covered_by_an_earlier_one_and_not_by_a_later_or_a_past_one()
    {
        Assert.True(_schedule.TryRequestJobAt(Now + (10 * Second), Now));

        Assert.False(_schedule.TryRequestJobAt(Now + (10 * Second), Now));
        Assert.False(_schedule.TryRequestJobAt(Now + (20 * Second), Now));
        Assert.True(_schedule.TryRequestJobAt(Now + (5 * Second), Now));
        Assert.False(_schedule.TryRequestJobAt(Now + (10 * Second), Now));

        // At that time its job came, and covers nothing more.
        Assert.True(_schedule.TryRequestJobAt(Now + (10 * Second), Now + (5 * Second)));
    }
}
