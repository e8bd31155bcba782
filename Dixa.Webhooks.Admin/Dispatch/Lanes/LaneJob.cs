using Hangfire;

namespace Dixa.Webhooks.Admin.Dispatch.Lanes;

/// <summary>
/// Reads the lane's first batch, starts its senders, and ends. It never waits for an endpoint, so a lane whose endpoint hangs holds no
/// Hangfire worker. Once the application stops, it does not wait for the store either.
/// </summary>
public sealed class LaneJob(LaneRegistry lanes, LaneRunner runner)
{
    [LaneJobName]
    [AutomaticRetry(Attempts = 0)]
    public Task RunAsync(Guid subscriptionId, CancellationToken stopping) =>
        stopping.IsCancellationRequested ? Task.CompletedTask : runner.RunAsync(lanes.Of(subscriptionId)).WaitAsync(stopping);
}
