namespace Dixa.Webhooks.Admin.Domain.BulkActions;

public sealed class RateBucketTests
{
    [Theory]
    [InlineData(1, 1_000)]
    [InlineData(7, 250)]
    [InlineData(50, 100)]
    [InlineData(50, 3_000)]
    [InlineData(1_000, 40)]
    public void It_never_exceeds_the_rate_and_reaches_it_if_asked_often_enough(int perSecond, int everyMilliseconds)
    {
        var (bucket, taken, now) = (new RateBucket(), 0, TimeSpan.FromDays(9));
        const int Seconds = 60;
        for (var elapsed = 0; elapsed <= Seconds * 1_000; elapsed += everyMilliseconds)
        {
            var some = bucket.Available(now + TimeSpan.FromMilliseconds(elapsed), perSecond);
            bucket.Take(some);
            taken += some;
            Assert.InRange(taken, 0, 1 + perSecond + (perSecond * elapsed / 1_000d));
        }

        // What is saved up is at most one second's worth.
        var expected = perSecond * Seconds * Math.Min(1, 1_000d / everyMilliseconds);
        Assert.InRange(taken, expected * 0.95, expected + perSecond + 1);
    }

    [Fact]
    public void It_says_how_long_to_wait()
    {
        var (bucket, now) = (new RateBucket(), TimeSpan.FromSeconds(3));
        bucket.Take(bucket.Available(now, 2));

        Assert.Equal(0, bucket.Available(now, 2));
        var wait = bucket.Wait(2);

        Assert.Equal(TimeSpan.FromSeconds(0.5), wait);
        Assert.Equal(1, bucket.Available(now + wait, 2));
    }
}
