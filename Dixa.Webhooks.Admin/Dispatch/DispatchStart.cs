using Dixa.Webhooks.Admin.Dispatch.Jobs;
using Dixa.Webhooks.Admin.Dispatch.Lanes;
using Dixa.Webhooks.Admin.Storage.Failures;
using Dixa.Webhooks.Admin.Storage.Writes;
using Hangfire;

namespace Dixa.Webhooks.Admin.Dispatch;

/// <summary>Recovers overdue deliveries at startup, and waits for requests in flight at shutdown.</summary>
public sealed partial class DispatchStart(
    IBackgroundJobClient jobs,
    LaneRegistry lanes,
    DispatchLoad load,
    GroupCommit store,
    NodeIdentity process,
    TimeProvider time,
    ILogger<DispatchStart> logger)
    : IHostedLifecycleService
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(20);

    /// <summary>
    /// How long shutdown waits for the store after the last request has ended. Attempts that are not recorded by then are repeated after the
    /// next start, so a short wait pays off; a long one does not bring back a store that is down.
    /// </summary>
    private static readonly TimeSpan StoreTimeout = TimeSpan.FromSeconds(2);

    public Task StartAsync(CancellationToken cancellationToken)
    {
        lanes.Listen();
        jobs.Enqueue<RecoverJob>(job => job.RunAsync(CancellationToken.None));
        return Task.CompletedTask;
    }

    /// <summary>Runs before any service stops: no new request starts, and requests in flight can end.</summary>
    public Task StoppingAsync(CancellationToken cancellationToken)
    {
        lanes.Stop();
        return Task.CompletedTask;
    }

    /// <summary>Hangfire has stopped by now. Attempts that do not end within the host's shutdown timeout are repeated after the next start.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        var lastRequest = time.GetTimestamp();
        while (load.InFlight > 0 && !cancellationToken.IsCancellationRequested && time.GetElapsedTime(lastRequest) < StoreTimeout)
        {
            lastRequest = load.Requests > 0 ? time.GetTimestamp() : lastRequest;
            await Task.Delay(PollInterval, time, CancellationToken.None);
        }

        try
        {
            await store.CommitAsync(new ReleaseLanes(process.Id)).WaitAsync(StoreTimeout, time, cancellationToken);
        }
        catch (Exception error) when (error is StoreUnavailableException or OperationCanceledException or TimeoutException)
        {
            Log.NotReleased(logger, error);
        }
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static partial class Log
    {
        [LoggerMessage(1700, LogLevel.Warning, "Failed to release the lanes of this process; other processes can claim them when their leases expire")]
        public static partial void NotReleased(ILogger logger, Exception error);
    }
}
