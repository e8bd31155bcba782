using Dixa.Webhooks.Admin.Operations.Status;
using Dixa.Webhooks.Admin.Recording;

namespace Dixa.Webhooks.Admin.Components.Operations.Status;

public sealed class SystemWordsTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly WaitingLane Lane = new(Guid.NewGuid(), "CRM", TimeSpan.FromMinutes(1), LaneWait.Lease, "one:1", 16, 2, 0, Now.AddSeconds(12));

    [Theory]
    [InlineData(0, "0")]
    [InlineData(10_000, "10,000")]
    [InlineData(10_001, "10,000+")]
    public void A_count_at_the_limit_says_that_there_are_more(int counted, string text) => Assert.Equal(text, SystemWords.Count(counted));

    [Theory]
    [InlineData("00:00:01", "every second")]
    [InlineData("00:00:30", "every 30 seconds")]
    [InlineData("00:01:00", "every minute")]
    [InlineData("00:15:00", "every 15 minutes")]
    [InlineData("01:00:00", "every hour")]
    public void An_interval_is_said_as_people_say_it(string interval, string text) =>
        Assert.Equal(text, SystemWords.Every(TimeSpan.Parse(interval, System.Globalization.CultureInfo.InvariantCulture)));

    [Fact]
    public void A_job_says_when_it_ran_and_when_it_runs_next()
    {
        var job = new JobStatus("retention", TimeSpan.FromHours(1), TimeSpan.FromMinutes(12), Failed: false, TimeSpan.FromMinutes(48));

        Assert.Equal(("Purge old history", "12 minutes ago (ok)", "in 48 minutes"), (SystemWords.Name(job), SystemWords.Last(job), SystemWords.Next(job)));
        Assert.Equal("12 minutes ago (failed)", SystemWords.Last(job with { Failed = true }));
        Assert.Equal(("Not yet", "Not scheduled"), (SystemWords.Last(job with { Ago = null }), SystemWords.Next(job with { In = null })));
        Assert.Equal("now", SystemWords.Next(job with { In = TimeSpan.FromSeconds(-1) }));
        Assert.Equal(("every hour", "every day at 03:00, server time"), (SystemWords.Runs(job), SystemWords.Runs(job with { At = new TimeOnly(3, 0) })));
    }

    [Theory]
    [InlineData(LaneWait.Endpoint, "The endpoint is slow or does not respond. 16 requests wait for its response.")]
    [InlineData(LaneWait.StoreRefuses, "The store refuses to record 2 of its deliveries. Look for event 1723 in the log.")]
    [InlineData(LaneWait.Backlog, "Deliveries are being sent, 16 at a time.")]
    [InlineData(LaneWait.LeaseOfSilentProcess, "The process that had this webhook no longer reports. Another one takes over in 12 seconds.")]
    public void A_reason_has_the_numbers(LaneWait wait, string text) => Assert.Equal(text, SystemWords.Reason(Lane with { Wait = wait }, Now));

    [Fact]
    public void Every_reason_has_words_of_its_own()
    {
        var texts = Enum.GetValues<LaneWait>().Select(wait => SystemWords.Reason(Lane with { Wait = wait }, Now)).ToList();

        Assert.Equal(texts.Distinct(), texts);
        Assert.All(texts, text => Assert.EndsWith(".", text, StringComparison.Ordinal));
    }

    [Fact]
    public void Consecutive_failures_are_added_to_a_reason()
    {
        Assert.EndsWith(" 1 consecutive failure.", SystemWords.Reason(Lane with { ConsecutiveFailures = 1 }, Now), StringComparison.Ordinal);
        Assert.EndsWith(" 12 consecutive failures.", SystemWords.Reason(Lane with { ConsecutiveFailures = 12 }, Now), StringComparison.Ordinal);
    }

    [Fact]
    public void The_status_of_a_process_is_its_worst_news()
    {
        var process = new ProcessStatus(Guid.NewGuid(), "one:1", "Web", "1.0.0", Now, Now, IsThis: false, new ProcessReport());

        Assert.Equal(("Running", "running"), (SystemWords.Status(process, Now), SystemWords.Style(process, Now).Light));
        Assert.Equal(("Last seen 2 minutes ago", "silent"), (SystemWords.Status(process, Now.AddMinutes(2)), SystemWords.Style(process, Now.AddMinutes(2)).Light));
        var failing = process with { Report = new ProcessReport { StoreFails = true } };
        Assert.Equal(("Store fails", "failing"), (SystemWords.Status(failing, Now), SystemWords.Style(failing, Now).Light));
    }

    [Fact]
    public void Attempts_are_counted_by_their_result() =>
        Assert.Equal(("1,200 delivered, 1 failed", "0 delivered, 0 failed"), (SystemWords.Attempts(new AttemptSum(1_200, 1)), SystemWords.Attempts(new AttemptSum(0, 0))));
}
