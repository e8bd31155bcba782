namespace Dixa.Webhooks.Admin.Dispatch.Budget;

public sealed class SharedPoolTests
{
    private readonly SharedPool _pool = new(limit: 16);

    [Theory]
    [InlineData(Pace.Fast, 16)]
    [InlineData(Pace.Unknown, 12)]
    [InlineData(Pace.Slow, 8)]
    public void The_slower_a_lane_is_the_less_it_may_use(Pace pace, long available) => Assert.Equal(available, _pool.Available(pace));

    [Fact]
    public void What_fast_lanes_use_is_available_to_none_and_what_slow_lanes_use_leaves_some_to_fast_ones()
    {
        _pool.Use(Pace.Slow, 8);
        Assert.Equal((8, 4, 0), (_pool.Available(Pace.Fast), _pool.Available(Pace.Unknown), _pool.Available(Pace.Slow)));

        _pool.Use(Pace.Fast, 8);
        Assert.Equal((0, 0, 0), (_pool.Available(Pace.Fast), _pool.Available(Pace.Unknown), _pool.Available(Pace.Slow)));
        Assert.Equal(16, _pool.Used);
    }

    [Fact]
    public void A_lane_may_use_one_more_while_it_uses_less_than_what_is_left()
    {
        _pool.Use(Pace.Fast, 10);

        Assert.True(_pool.AllowsOneMore(Pace.Fast, held: 5));
        Assert.False(_pool.AllowsOneMore(Pace.Fast, held: 6));
    }

    [Fact]
    public void A_lane_that_returns_one_makes_it_available_to_another()
    {
        _pool.Use(Pace.Fast, 16);

        Assert.Equal(1, _pool.AvailableAfterOneOf(Pace.Fast, Pace.Fast));
        Assert.Equal(0, _pool.Available(Pace.Fast));
    }
}
