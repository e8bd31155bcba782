namespace Dixa.Webhooks.Admin.Domain.Deliveries;

public sealed class AutoDisablePolicyTests
{
    private static readonly AutoDisableRule Rule = new(25, TimeSpan.FromHours(3));
    private static readonly DateTimeOffset Newest = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, false)]
    [InlineData(24, false)]
    [InlineData(25, true)]
    [InlineData(26, true)]
    [InlineData(100, true)]
    public void The_25th_consecutive_failure_disables(int failures, bool disables) =>
        Assert.Equal(disables, AutoDisablePolicy.ShouldDisable(failures, Failures(failures, TimeSpan.FromMinutes(1)), Rule));

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public void The_failures_must_be_within_three_hours(long ticksOver, bool disables)
    {
        var failures = Failures(25, TimeSpan.FromMinutes(1));
        failures[24] = Newest - Rule.Window - TimeSpan.FromTicks(ticksOver);

        Assert.Equal(disables, AutoDisablePolicy.ShouldDisable(25, failures, Rule));
    }

    [Fact]
    public void Only_the_last_25_failures_count_for_the_window()
    {
        var failures = Failures(26, TimeSpan.FromMinutes(1));
        failures[25] = Newest.AddDays(-30);

        Assert.True(AutoDisablePolicy.ShouldDisable(26, failures, Rule));
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(24, false)]
    [InlineData(25, true)]
    public void Failures_before_the_last_success_do_not_count(int sinceTheSuccess, bool disables) =>
        Assert.Equal(disables, AutoDisablePolicy.ShouldDisable(sinceTheSuccess, Failures(30, TimeSpan.FromMinutes(1)), Rule));

    [Fact]
    public void The_window_is_from_the_first_attempt_to_the_last_regardless_of_the_order_in_which_they_ended()
    {
        var failures = Failures(25, TimeSpan.FromMinutes(1));
        failures[12] = Newest - Rule.Window - TimeSpan.FromTicks(1);

        Assert.False(AutoDisablePolicy.ShouldDisable(25, failures, Rule));
    }

    [Fact]
    public void Failures_at_the_same_time_all_count() =>
        Assert.True(AutoDisablePolicy.ShouldDisable(25, Failures(25, TimeSpan.Zero), Rule));

    private static List<DateTimeOffset> Failures(int count, TimeSpan apart) => [.. Enumerable.Range(0, count).Select(i => Newest - (i * apart))];
}
