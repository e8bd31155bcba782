using System.Collections.Concurrent;

namespace Dixa.Webhooks.Admin.Hosting;

/// <summary>
/// Base class of every background service. It runs each loop round by round. If a round throws, the exception is logged and counted,
/// and the loop continues after a pause, because an unhandled exception in a background service would stop the host.
/// </summary>
public abstract partial class GuardedService(TimeProvider time, ILogger logger) : BackgroundService
{
    /// <summary>A loop that has failed this often in a row is no longer a passing failure.</summary>
    public const int LastingFailures = 3;

    private readonly ConcurrentDictionary<int, ServiceFailure> _failing = [];
    private long _failures;
    private int _failingLoops;

    protected TimeProvider Time { get; } = time;

    /// <summary>How many rounds have failed since the process started.</summary>
    public long Failures => Interlocked.Read(ref _failures);

    /// <summary>The failure that a loop has not recovered from; null while all of them work.</summary>
    public ServiceFailure? Failing => _failing.Values.OrderBy(failure => failure.Since).FirstOrDefault();

    /// <summary>Whether one of its loops keeps failing: its last <see cref="LastingFailures"/> rounds failed, or it has ended with an exception.</summary>
    public bool KeepsFailing => Volatile.Read(ref _failingLoops) > 0 || ExecuteTask is { IsFaulted: true };

    /// <summary>The loops to run; may be empty. A round returns the pause before the next round, or null to end its loop.</summary>
    protected abstract IReadOnlyList<Func<CancellationToken, Task<TimeSpan?>>> Loops { get; }

    /// <summary>What does not happen while a loop fails, for the log: a sentence without a full stop.</summary>
    protected abstract string Consequence { get; }

    protected virtual TimeSpan PauseAfterFailure => TimeSpan.FromSeconds(1);

    protected sealed override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(Loops.Select((round, loop) => RunAsync(round, loop, stoppingToken)));

    private async Task RunAsync(Func<CancellationToken, Task<TimeSpan?>> round, int loop, CancellationToken stopping)
    {
        var log = new FailureLog(Time);
        var consecutive = 0;
        while (!stopping.IsCancellationRequested)
        {
            TimeSpan pause;
            try
            {
                var next = await round(stopping);
                if (consecutive >= LastingFailures)
                {
                    Interlocked.Decrement(ref _failingLoops);
                }

                consecutive = 0;
                if (next is not { } untilNext)
                {
                    _failing.TryRemove(loop, out _);
                    return;
                }

                pause = untilNext;
                if (log.Succeeded())
                {
                    _failing.TryRemove(loop, out _);
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
                var since = _failing.TryGetValue(loop, out var earlier) ? earlier.Since : Time.GetUtcNow();
                _failing[loop] = new ServiceFailure(GetType().Name, since, (earlier?.Count ?? 0) + 1, Consequence, error.Message);
                if (++consecutive == LastingFailures)
                {
                    Interlocked.Increment(ref _failingLoops);
                }

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

/// <summary>A background service that fails, and has not recovered.</summary>
/// <param name="Service">Its name.</param>
/// <param name="Since">When it failed for the first time since it last worked.</param>
/// <param name="Count">How often it has failed since then.</param>
/// <param name="Consequence">What does not happen in the meantime.</param>
/// <param name="Reason">The last error.</param>
public sealed record ServiceFailure(string Service, DateTimeOffset Since, int Count, string Consequence, string Reason);
