using Hangfire;

namespace Dixa.Webhooks.Admin.Dispatch;

/// <summary>Starts a webhook's lane, and ends. It never waits for an endpoint, so a lane that hangs holds no worker; nor for the store once the application stops.</summary>
public sealed class LaneJob(Lanes lanes, LaneSupply supply)
{
    [LaneJobName]
    [AutomaticRetry(Attempts = 0)]
    public Task RunAsync(Guid subscriptionId, CancellationToken stopping) =>
        stopping.IsCancellationRequested ? Task.CompletedTask : supply.RunAsync(lanes.Of(subscriptionId)).WaitAsync(stopping);
}
