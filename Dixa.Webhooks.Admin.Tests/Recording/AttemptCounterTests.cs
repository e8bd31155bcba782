using Microsoft.Extensions.Time.Testing;

namespace Dixa.Webhooks.Admin.Recording;

public sealed class AttemptCounterTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 1, 12, 0, 30, TimeSpan.Zero));

    [Fact]
    public void Minutes_leave_the_sums_one_by_one()
    {
        var counter = new AttemptCounter(_time);
        for (var i = 0; i < 70; i++)
        {
            counter.Add(succeeded: true);
            counter.Add(succeeded: i % 2 == 0);
            _time.Advance(TimeSpan.FromMinutes(1));
        }

        // The last minute has begun, and has no attempts yet.
        Assert.Equal((6, 2), Of(counter.Last(5)));
        Assert.Equal(118, counter.Last(60).Delivered + counter.Last(60).Failed);
        _time.Advance(TimeSpan.FromMinutes(59));
        Assert.Equal(0, counter.Last(60).Delivered);
    }

    [Fact]
    public async Task Threads_that_begin_a_minute_together_lose_no_attempt()
    {
        var counter = new AttemptCounter(_time);
        for (var minute = 0; minute < 50; minute++)
        {
            await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
            {
                for (var i = 0; i < 100; i++)
                {
                    counter.Add(succeeded: true);
                }
            })));
            Assert.Equal(400, counter.Last(1).Delivered);
            _time.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal(20_000, counter.Last(60).Delivered);
    }

    private static (long Delivered, long Failed) Of(AttemptSum sum) => (sum.Delivered, sum.Failed);
}
