namespace Dixa.Webhooks.Admin.Dispatch.Lanes;

public sealed class BatchSizeTests
{
    private const int Stale = 500;
    private const int Fast = 200;

    private readonly BatchSize _size = new(new LaneLimits(Concurrency: 4, BatchSize: 32, Stale, Fast, RescanAfter: 100));

    [Fact]
    public void The_first_batch_is_as_large_as_the_concurrency() => Assert.Equal(4, _size.Current);

    [Fact]
    public void A_batch_that_is_used_up_quickly_makes_the_next_one_four_times_as_large_up_to_the_max()
    {
        Assert.Equal(16, Adapted(after: Fast - 1));
        Assert.Equal(32, Adapted(after: Fast - 1));
        Assert.Equal(32, Adapted(after: Fast - 1));
    }

    [Fact]
    public void A_slow_batch_makes_the_next_one_half_as_large_down_to_the_concurrency()
    {
        Adapted(after: 0);

        Assert.Equal(8, Adapted(after: Fast));
        Assert.Equal(4, Adapted(after: Fast));
        Assert.Equal(4, Adapted(after: Fast));
    }

    [Fact]
    public void With_nothing_more_due_a_fast_batch_keeps_the_size_and_a_slow_one_halves_it()
    {
        Adapted(after: 0);

        Assert.Equal(16, Adapted(after: 0, moreDue: false));
        Assert.Equal(8, Adapted(after: Fast, moreDue: false));
    }

    [Fact]
    public void A_max_below_the_concurrency_does_not_limit_the_batch()
    {
        var size = new BatchSize(new LaneLimits(Concurrency: 4, BatchSize: 1, Stale, Fast, RescanAfter: 100));

        size.Adapt(0, moreDue: true);

        Assert.Equal(4, size.Current);
    }

    [Theory]
    [InlineData(3, false)]
    [InlineData(2, true)]
    [InlineData(0, true)]
    public void A_batch_is_low_when_half_of_it_is_left(int waiting, bool low) => Assert.Equal(low, _size.IsLow(waiting));

    [Fact]
    public void A_batch_is_stale_some_time_after_it_was_read()
    {
        _size.Filled(1_000);

        Assert.False(_size.IsStale(1_000 + Stale));
        Assert.True(_size.IsStale(1_000 + Stale + 1));
    }

    private int Adapted(long after, bool moreDue = true)
    {
        _size.Filled(1_000);
        _size.Adapt(1_000 + after, moreDue);
        return _size.Current;
    }
}
