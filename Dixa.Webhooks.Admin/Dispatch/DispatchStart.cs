using Dixa.Webhooks.Admin.Dispatch.Jobs;
using Dixa.Webhooks.Admin.Dispatch.Lanes;
using Dixa.Webhooks.Admin.Storage;
using Dixa.Webhooks.Admin.Storage.Writes;
using Hangfire;

namespace Dixa.Webhooks.Admin.Dispatch;

/// <summary>Recovers what was due before the start, and at the end waits for the requests in flight.</summary>
public sealed partial class DispatchStart(
    IBackgroundJobClient jobs,
    LaneRegistry lanes,
    LaneSender sender,
    GroupCommit store,
    NodeIdentity process,
    TimeProvider time,
    ILogger<DispatchStart> logger)
    : IHostedLifecycleService
{
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(20);

    /// <summary>
    /// How long the end waits for the store once no request is in flight. What is not recorded by then is sent again after the next start, so
    /// it is worth a moment, but a store that is gone does not come back because of it.
    /// </summary>
    private static readonly TimeSpan PatienceWithStore = TimeSpan.FromSeconds(2);

    public Task StartAsync(CancellationToken cancellationToken)
    {
        lanes.Listen();
        jobs.Enqueue<RecoverJob>(job => job.RunAsync(CancellationToken.None));
        return Task.CompletedTask;
    }

    /// <summary>Before anything stops: what is in flight may end, and nothing new begins.</summary>
    public Task StoppingAsync(CancellationToken cancellationToken)
    {
        lanes.Stop();
        return Task.CompletedTask;
    }

    /// <summary>The jobs have stopped by now. What does not end within the host's shutdown time is made again after the next start.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        var lastRequest = time.GetTimestamp();
        while (sender.InFlight > 0 && !cancellationToken.IsCancellationRequested && time.GetElapsedTime(lastRequest) < PatienceWithStore)
        {
            lastRequest = sender.Requests > 0 ? time.GetTimestamp() : lastRequest;
            await Task.Delay(Glance, time, CancellationToken.None);
        }

        try
        {
            await store.CommitAsync(new ReleaseLanes(process.Id)).WaitAsync(PatienceWithStore, time, cancellationToken);
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
        [LoggerMessage(LogLevel.Warning, "The lanes could not be given back; they are free when their leases end")]
        public static partial void NotReleased(ILogger logger, Exception error);
    }
}
