namespace Dixa.Webhooks.Admin.Hosting;

/// <summary>
/// Base class of every background service. It runs each loop round by round. If a round throws, the exception is logged and counted,
/// and the loop continues after a pause, because an unhandled exception in a background service would stop the host.
/// </summary>
public abstract partial class GuardedService(TimeProvider time, ILogger logger) : BackgroundService
{
    private long _failures;

    protected TimeProvider Time { get; } = time;

    /// <summary>How many rounds have failed since the process started.</summary>
    public long Failures => Interlocked.Read(ref _failures);

    /// <summary>The loops to run; may be empty. A round returns the pause before the next round, or null to end its loop.</summary>
    protected abstract IReadOnlyList<Func<CancellationToken, Task<TimeSpan?>>> Loops { get; }

    /// <summary>What does not happen while a loop fails, for the log: a sentence without a full stop.</summary>
    protected abstract string Consequence { get; }

    protected virtual TimeSpan PauseAfterFailure => TimeSpan.FromSeconds(1);

    protected sealed override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(Loops.Select(round => RunAsync(round, stoppingToken)));

    private async Task RunAsync(Func<CancellationToken, Task<TimeSpan?>> round, CancellationToken stopping)
    {
        var log = new FailureLog(Time);
        while (!stopping.IsCancellationRequested)
        {
            TimeSpan pause;
            try
            {
                if (await round(stopping) is not { } next)
                {
                    return;
                }

                pause = next;
                if (log.Succeeded())
                {
                    Log.Recovered(logger, GetType().Name);
                }
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error)
            {
                pause = PauseAfterFailure;
                Report(log.Failed(error), Interlocked.Increment(ref _failures), pause, error);
            }

            await Task.Delay(pause, Time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void Report(FailureDetail detail, long failures, TimeSpan pause, Exception error)
    {
        if (detail is FailureDetail.Full)
        {
            Log.Failed(logger, GetType().Name, failures, pause.TotalSeconds, Consequence, error);
        }
        else if (detail is FailureDetail.Brief)
        {
            Log.StillFailing(logger, GetType().Name, failures, Consequence, error.Message);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1001, LogLevel.Error, "{Service} failed ({Failures} failures since start); retrying in {Seconds} s. {Consequence}")]
        public static partial void Failed(ILogger logger, string service, long failures, double seconds, string consequence, Exception error);

        [LoggerMessage(1002, LogLevel.Error, "{Service} is still failing ({Failures} failures since start). {Consequence}. {Reason}")]
        public static partial void StillFailing(ILogger logger, string service, long failures, string consequence, string reason);

        [LoggerMessage(1003, LogLevel.Information, "{Service} recovered")]
        public static partial void Recovered(ILogger logger, string service);
    }
}
