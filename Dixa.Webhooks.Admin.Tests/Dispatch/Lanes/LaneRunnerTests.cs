using Dixa.Webhooks.Admin.Support;

namespace Dixa.Webhooks.Admin.Dispatch.Lanes;

public sealed class LaneRunnerTests : DispatchTest
{
    private LaneRunner Runner => Store.Service<LaneRunner>();

    private DispatchLoad Load => Store.Service<DispatchLoad>();

    [Fact]
    public async Task A_run_ends_while_its_requests_are_in_flight()
    {
        var answer = new TaskCompletionSource();
        await using var endpoint = RawEndpoint.Answering(200, once: answer.Task);
        var lane = await LaneAsync(endpoint.Url);
        await PublishAsync(3);

        await Runner.RunAsync(lane);

        Assert.Equal(3, Load.InFlight);
        answer.SetResult();
        await Eventually.BecomesTrueAsync(() => Load.InFlight == 0, "the requests end and are recorded");
        Assert.Equal(3, endpoint.Requests);
    }

    [Fact]
    public async Task While_a_run_is_in_progress_a_second_one_ends_at_once_and_the_first_runs_again()
    {
        var lane = await LaneAsync("https://example.com/hook");
        Assert.True(lane.TryBegin());

        await Runner.RunAsync(lane);

        Assert.Null(lane.Target);
        Assert.True(lane.End());
    }

    [Fact]
    public async Task Once_the_application_stops_nothing_is_read()
    {
        var lane = await LaneAsync("https://example.com/hook");
        await PublishAsync();
        Store.Service<LaneRegistry>().Stop();

        await Runner.RunAsync(lane);

        Assert.Null(lane.Target);
        Assert.Equal(0, Load.InFlight);
    }

    private async Task<LaneState> LaneAsync(string url) => Store.Service<LaneRegistry>().Of(await AddWebhookAsync(url));
}
