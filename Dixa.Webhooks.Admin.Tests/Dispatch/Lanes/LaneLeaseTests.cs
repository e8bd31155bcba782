using Microsoft.Extensions.Time.Testing;

namespace Dixa.Webhooks.Admin.Dispatch.Lanes;

public sealed class LaneLeaseTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly LaneLease _lease = new();

    [Fact]
    public void A_lease_is_held_until_its_end_on_the_monotonic_clock()
    {
        _lease.Extend(Now, endsAt: 50);

        Assert.True(_lease.IsHeld(49));
        Assert.False(_lease.IsHeld(50));
        Assert.Equal(Now, _lease.Until);
    }

    [Fact]
    public void A_change_of_the_clock_lets_the_lease_be_extended_and_does_not_end_it()
    {
        _lease.Extend(Now, endsAt: 50);

        _lease.ClockChanged();

        Assert.Equal(DateTimeOffset.MinValue, _lease.Until);
        Assert.True(_lease.IsHeld(49));
    }

    [Fact]
    public void A_lease_of_another_process_ends_at_its_time()
    {
        Assert.False(_lease.IsHeldByOther(Now));

        _lease.HeldByOther(Now);

        Assert.True(_lease.IsHeldByOther(Now - TimeSpan.FromTicks(1)));
        Assert.False(_lease.IsHeldByOther(Now));
    }

    [Fact]
    public void The_check_before_a_request_follows_the_lease_and_is_created_once()
    {
        var time = new FakeTimeProvider(Now);
        var isHeld = _lease.IsHeldNow(time);
        _lease.Extend(Now, endsAt: time.GetTimestamp() + 1);
        Assert.True(isHeld());

        time.Advance(TimeSpan.FromSeconds(1));

        Assert.False(isHeld());
        Assert.Same(isHeld, _lease.IsHeldNow(time));
    }
}
