namespace Dixa.Webhooks.Admin.Dispatch.Lanes;

public sealed class LaneScheduleTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly LaneSchedule _schedule = new();

    [Fact]
    public void A_lane_that_is_woken_many_times_requests_one_job_until_it_starts()
    {
        Assert.True(_schedule.TryRequestJob(Now));
        Assert.False(_schedule.TryRequestJob(Now));
        Assert.False(_schedule.TryRequestJob(Now + (29 * Second)));

        Assert.True(_schedule.TryBegin());
        Assert.False(_schedule.End());
        Assert.True(_schedule.TryRequestJob(Now + (29 * Second)));
    }

    [Fact]
    public void A_hint_without_a_job_counts_as_lost_after_half_a_minute()
    {
        Assert.True(_schedule.TryRequestJob(Now));

        Assert.True(_schedule.TryRequestJob(Now + (30 * Second)));
        Assert.False(_schedule.TryRequestJob(Now + (30 * Second)));
    }

    [Fact]
    public void A_running_job_runs_again_instead_of_a_second_one()
    {
        Assert.True(_schedule.TryBegin());

        Assert.False(_schedule.TryRequestJob(Now));

        Assert.True(_schedule.End());
        Assert.True(_schedule.TryRequestJob(Now));
    }

    [Fact]
    public void A_second_job_ends_at_once_and_the_first_one_runs_again()
    {
        Assert.True(_schedule.TryBegin());

        Assert.False(_schedule.TryBegin());

        Assert.True(_schedule.End());
        Assert.True(_schedule.TryBegin());
        Assert.False(_schedule.End());
    }

    [Fact]
    public void A_job_can_request_another_run()
    {
        Assert.True(_schedule.TryBegin());

        _schedule.RequestAnotherRun();

        Assert.True(_schedule.End());
    }

    [Fact]
    public void A_due_time_is_covered_by_an_earlier_alarm_and_not_by_a_later_or_a_past_one()
    {
        Assert.True(_schedule.TryRequestJobAt(Now + (10 * Second), Now));

        Assert.False(_schedule.TryRequestJobAt(Now + (10 * Second), Now));
        Assert.False(_schedule.TryRequestJobAt(Now + (20 * Second), Now));
        Assert.True(_schedule.TryRequestJobAt(Now + (5 * Second), Now));
        Assert.False(_schedule.TryRequestJobAt(Now + (10 * Second), Now));

        // The alarm has fired and covers no later due time.
        Assert.True(_schedule.TryRequestJobAt(Now + (10 * Second), Now + (5 * Second)));
    }
}
