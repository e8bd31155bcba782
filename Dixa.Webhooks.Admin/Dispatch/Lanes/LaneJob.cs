using Hangfire;

namespace Dixa.Webhooks.Admin.Dispatch.Lanes;

/// <summary>Starts a webhook's lane, and ends. It never waits for an endpoint, so a lane that hangs holds no worker; nor for the store once the application stops.</summary>
public sealed class LaneJob(LaneRegistry lanes, LaneReader reader)
{
    [LaneJobName]
    [AutomaticRetry(Attempts = 0)]
    public Task RunAsync(Guid subscriptionId, CancellationToken stopping) =>
        stopping.IsCancellationRequested ? Task.CompletedTask : reader.RefillAsync(lanes.Of(subscriptionId)).WaitAsync(stopping);
}
