namespace Dixa.Webhooks.Admin.Dispatch.Lanes;

public sealed class ParkedDeliveriesTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly ParkedDeliveries _parked = new();

    [Fact]
    public void A_delivery_is_released_once_at_its_time()
    {
        _parked.Park(1, Now + Second);
        _parked.Park(2, Now + (2 * Second));

        Assert.Empty(_parked.Release(Now));
        Assert.Equal([1L], _parked.Release(Now + Second));
        Assert.Equal([2L], _parked.Release(Now + (5 * Second)));
        Assert.Empty(_parked.Release(Now + (5 * Second)));
    }

    [Fact]
    public void A_delivery_that_the_store_refuses_is_parked_until_the_last_refusal()
    {
        Assert.True(_parked.TryParkRefused(1, Now, maxAttempts: 3));
        Assert.Equal([1L], _parked.Release(Now));
        Assert.True(_parked.TryParkRefused(1, Now, maxAttempts: 3));
        Assert.Equal([1L], _parked.Release(Now));

        Assert.False(_parked.TryParkRefused(1, Now, maxAttempts: 3));

        Assert.Empty(_parked.Release(Now));
    }

    [Fact]
    public void Refusals_are_counted_for_each_delivery()
    {
        Assert.True(_parked.TryParkRefused(1, Now, maxAttempts: 2));

        Assert.True(_parked.TryParkRefused(2, Now, maxAttempts: 2));
        Assert.False(_parked.TryParkRefused(1, Now, maxAttempts: 2));
    }

    [Fact]
    public void A_change_of_the_clock_moves_the_times()
    {
        _parked.Park(1, Now + Second);

        _parked.ClockChanged(-Second);

        Assert.Equal([1L], _parked.Release(Now));
    }
}
