namespace Dixa.Webhooks.Admin.Domain.Deliveries;

public sealed class ResponseTimesTests
{
    [Theory]
    [InlineData(0.2)]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(42)]
    [InlineData(350)]
    [InlineData(9_800)]
    [InlineData(59_000)]
    public void A_percentile_of_equal_times_is_accurate_to_15_percent(double milliseconds)
    {
        var times = new ResponseTimes();
        for (var count = 0; count < 100; count++)
        {
            times.Add(TimeSpan.FromMilliseconds(milliseconds));
        }

        var median = times.Percentile(0.5)!.Value.TotalMilliseconds;

        Assert.InRange(median, milliseconds < 1 ? 0 : milliseconds / 1.15, Math.Max(1, milliseconds * 1.15));
    }

    [Fact]
    public void Percentiles_over_thousands_of_times_are_close_to_the_exact_ones()
    {
        var exact = Enumerable.Range(1, 10_000).Select(number => number * 0.5).ToArray();
        var times = Of(exact);

        foreach (var share in new[] { 0.5, 0.95, 0.99 })
        {
            var wanted = exact[(int)(share * exact.Length) - 1];
            Assert.InRange(times.Percentile(share)!.Value.TotalMilliseconds, wanted / 1.15, wanted * 1.15);
        }
    }

    [Fact]
    public void Without_responses_there_is_no_percentile() => Assert.Null(new ResponseTimes().Percentile(0.5));

    [Fact]
    public void Written_values_can_be_read_back()
    {
        var times = Of([0.1, .. Enumerable.Repeat(3.0, 70_000), 250, 20_000]);

        var read = ResponseTimes.Read(times.ToBytes());

        Assert.Equal(70_003, read.Count);
        Assert.Equal(times.ToBytes(), read.ToBytes());
        Assert.Equal(times.Percentile(0.99), read.Percentile(0.99));
    }

    [Fact]
    public void An_empty_histogram_has_no_bytes()
    {
        Assert.Empty(new ResponseTimes().ToBytes());
        Assert.Equal(0, ResponseTimes.Read([]).Count);
    }

    [Fact]
    public void Histograms_can_be_added()
    {
        var first = Of([1.5, 80]);

        first.Add(Of([80, 80, 5_000]));

        Assert.Equal(Of([1.5, 80, 80, 80, 5_000]).ToBytes(), first.ToBytes());
        Assert.Equal(5, first.Count);
    }

    [Fact]
    public void A_time_beyond_all_buckets_counts_in_the_last_one() =>
        Assert.InRange(Of([3_600_000]).Percentile(1)!.Value.TotalSeconds, 60, 100);

    private static ResponseTimes Of(IEnumerable<double> milliseconds)
    {
        var times = new ResponseTimes();
        foreach (var each in milliseconds)
        {
            times.Add(TimeSpan.FromMilliseconds(each));
        }

        return times;
    }
}
