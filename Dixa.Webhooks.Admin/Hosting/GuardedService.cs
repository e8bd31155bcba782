namespace Dixa.Webhooks.Admin.Hosting;

/// <summary>
/// The base of every background service. It runs its loops one round after another. An exception that leaves a round is logged and
/// counted, and the next round follows after a pause: an exception that leaves a background service ends the host.
/// </summary>
public abstract partial class GuardedService(TimeProvider time, ILogger logger) : BackgroundService
{
    private long _failures;

    protected TimeProvider Time { get; } = time;

    /// <summary>How many rounds have failed since the start.</summary>
    public long Failures => Interlocked.Read(ref _failures);

    /// <summary>The loops to run, none when there is nothing to do. A round returns the pause before the next one, or null to end its loop.</summary>
    protected abstract IReadOnlyList<Func<CancellationToken, Task<TimeSpan?>>> Loops { get; }

    /// <summary>What does not happen while a loop fails, as a sentence without its full stop.</summary>
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
        [LoggerMessage(700, LogLevel.Error, "{Service} failed ({Failures} failures since the start); retrying in {Seconds} s. {Consequence}.")]
        public static partial void Failed(ILogger logger, string service, long failures, double seconds, string consequence, Exception error);

        [LoggerMessage(701, LogLevel.Error, "{Service} still fails ({Failures} failures since the start). {Consequence}. {Reason}")]
        public static partial void StillFailing(ILogger logger, string service, long failures, string consequence, string reason);

        [LoggerMessage(702, LogLevel.Information, "{Service} works again")]
        public static partial void Recovered(ILogger logger, string service);
    }
}
