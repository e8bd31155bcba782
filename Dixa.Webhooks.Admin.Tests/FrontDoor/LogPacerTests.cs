using Microsoft.Extensions.Time.Testing;

namespace Dixa.Webhooks.Admin.FrontDoor;

public sealed class LogPacerTests
{
    [Fact]
    public void One_line_an_interval_is_written_and_says_how_many_were_not()
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
