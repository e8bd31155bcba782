using Microsoft.Extensions.Time.Testing;

namespace Dixa.Webhooks.Admin.FrontDoor;

public sealed class LogPacerTests
{
    [Fact]
    public void One_line_per_interval_is_written_with_the_number_of_suppressed_ones()
    {
        var time = new FakeTimeProvider();
        var pacer = new LogPacer(time, TimeSpan.FromMinutes(1));

        Assert.True(pacer.MayWrite(out var suppressed));
        Assert.Equal(0, suppressed);
        time.Advance(TimeSpan.FromSeconds(59));
        Assert.False(pacer.MayWrite(out _));
        Assert.False(pacer.MayWrite(out _));
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(pacer.MayWrite(out suppressed));
        Assert.Equal(2, suppressed);
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.True(pacer.MayWrite(out suppressed));
        Assert.Equal(0, suppressed);
    }
}
