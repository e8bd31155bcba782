using Dixa.Webhooks.Admin.Dispatch.Budget;

namespace Dixa.Webhooks.Admin.Dispatch.Lanes;

public sealed class DispatchLoadTests
{
    private readonly DispatchLoad _load = new(SendLimits.None with { UnrecordedBytes = 100 });

    [Fact]
    public void Senders_and_attempts_that_are_not_recorded_count_as_in_flight()
    {
        _load.Begin(3);
        _load.BeginRecording(10);
        Assert.Equal(4, _load.InFlight);

        _load.End(2);
        _load.EndRecording(10);
        _load.End();

        Assert.Equal(0, _load.InFlight);
    }

    [Fact]
    public void Requests_are_counted_apart()
    {
        _load.BeginRequest();
        Assert.Equal((1, 0), (_load.Requests, _load.InFlight));

        _load.EndRequest();
        Assert.Equal(0, _load.Requests);
    }

    [Fact]
    public void More_bytes_than_allowed_are_too_much_until_they_are_recorded()
    {
        _load.BeginRecording(100);
        Assert.False(_load.HasTooMuchUnrecorded);

        _load.BeginRecording(1);
        Assert.True(_load.HasTooMuchUnrecorded);

        _load.EndRecording(100);
        Assert.False(_load.HasTooMuchUnrecorded);
    }

    [Fact]
    public void More_attempts_than_allowed_are_too_much_however_small_they_are()
    {
        for (var i = 0; i < DispatchLoad.MaxUnrecorded; i++)
        {
            _load.BeginRecording(0);
        }

        Assert.False(_load.HasTooMuchUnrecorded);
        _load.BeginRecording(0);
        Assert.True(_load.HasTooMuchUnrecorded);
    }
}
