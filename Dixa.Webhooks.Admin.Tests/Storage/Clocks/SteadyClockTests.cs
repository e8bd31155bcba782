using Dixa.Webhooks.Admin.Support;
using Microsoft.Extensions.Time.Testing;

namespace Dixa.Webhooks.Admin.Storage.Clocks;

public sealed class SteadyClockTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _monotonic = new(Start);
    private readonly JumpingClock _machine;
    private readonly SteadyClock _clock;

    public SteadyClockTests() => _clock = new SteadyClock(_machine = new JumpingClock(_monotonic));

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    [InlineData(400 * 24)]
    public void It_does_not_jump_when_the_system_clock_is_set_and_knows_by_how_much(int hours)
    {
        _machine.Offset = TimeSpan.FromHours(hours);
        _monotonic.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(Start + TimeSpan.FromSeconds(5), _clock.GetUtcNow());
        Assert.Equal(TimeSpan.FromHours(hours), _clock.Deviation);
    }

    [Fact]
    public void Once_it_has_followed_it_equals_the_system_clock_again()
    {
        _machine.Offset = TimeSpan.FromHours(-1);
        _clock.Follow(_clock.Deviation);
        _monotonic.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal((_machine.GetUtcNow(), TimeSpan.Zero), (_clock.GetUtcNow(), _clock.Deviation));
    }
}
