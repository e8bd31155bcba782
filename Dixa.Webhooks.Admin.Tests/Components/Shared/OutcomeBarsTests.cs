using Bunit;
using Dixa.Webhooks.Admin.Recording;

namespace Dixa.Webhooks.Admin.Components.Shared;

public sealed class OutcomeBarsTests : BunitContext
{
    [Fact]
    public void Successes_are_above_the_line_and_failures_below_it_at_one_scale()
    {
        var bars = Show((18, 0), (0, 9), (9, 3), (0, 0));

        Assert.Equal("M0 18v-18h3v18zM8 18v-9h3v9z", bars.Find(".good").GetAttribute("d"));
        Assert.Equal("M4 19v9h3v-9zM8 19v3h3v-3z", bars.Find(".bad").GetAttribute("d"));
    }

    [Fact]
    public void One_failure_among_thousands_can_be_seen()
    {
        var bars = Show((5_000, 1));

        Assert.Equal("M0 19v1.5h3v-1.5z", bars.Find(".bad").GetAttribute("d"));
    }

    [Fact]
    public void Failures_alone_have_all_the_room_below_the_line() => Assert.Equal("M0 19v9h3v-9z", Show((0, 700)).Find(".bad").GetAttribute("d"));

    private IRenderedComponent<OutcomeBars> Show(params (long Succeeded, long Failed)[] hours) => Render<OutcomeBars>(parameters => parameters.Add(
        bars => bars.Day,
        new DayOutcome([.. hours.Select((hour, i) => new AttemptCount(DateTimeOffset.UnixEpoch.AddHours(i), hour.Succeeded, hour.Failed))])));
}
