using Dixa.Webhooks.Admin.Dispatch.Lanes;
using Dixa.Webhooks.Admin.Hosting;
using Dixa.Webhooks.Admin.Storage.Clocks;
using Dixa.Webhooks.Admin.Storage.Failures;
using Dixa.Webhooks.Admin.Storage.Writes;
using Hangfire;
using Microsoft.Extensions.Options;

namespace Dixa.Webhooks.Admin.Dispatch.Jobs;

/// <summary>
/// Detects when the system clock is set, and moves the due times of pending deliveries with it, so that none becomes early or late. Runs only
/// if one process uses the store; processes that share a store use its clock.
/// </summary>
internal sealed partial class ClockWatch(
    SteadyClock clock,
    GroupCommit store,
    LaneRegistry lanes,
    ClockCorrection correction,
    IBackgroundJobClient jobs,
    IOptions<NodeOptions> node,
    IOptions<DispatchOptions> dispatch,
    IOptions<AutoDisableOptions> autoDisable,
    ILogger<ClockWatch> logger) : GuardedService(clock, logger)
{
    /// <summary>How often the clocks are compared.</summary>
    internal static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>Smaller steps are followed silently: they delay no retry noticeably.</summary>
    private static readonly TimeSpan Jump = TimeSpan.FromSeconds(2);

    /// <summary>If a delivery is due later than the retry delay plus this margin, the clock was wrong when it was stored.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private ClockStep? _step;
    private long? _limitedAt;
    private TimeSpan _hangfireIsBehind;
    private long _lookedAt;
    private long _sweptAt;

    internal async Task CheckAsync()
    {
        if (_step is null && clock.Deviation is var by)
        {
            if (by.Duration() < Jump)
            {
                clock.Follow(by);
            }
            else
            {
                Log.Jumped(logger, by);
                _step = new ClockStep(clock, by);
            }
        }

        if (_step is { } step)
        {
            await MoveAsync(step);
        }

        await LimitAsync();
        SweepInPlaceOfHangfire();
    }

    protected override IReadOnlyList<Func<CancellationToken, Task<TimeSpan?>>> Loops => [CheckRoundAsync];

    protected override string Consequence => "After the system clock is set, deliveries may be early or late";

    private async Task<TimeSpan?> CheckRoundAsync(CancellationToken stopping)
    {
        try
        {
            await CheckAsync();
        }
        catch (Exception error) when (StoreErrors.IsDatabaseError(error))
        {
            // _step is still set, so the next check tries again.
            Log.MoveFailed(logger, error);
        }
        catch (ObjectDisposedException)
        {
            return null;
        }

        return Interval;
    }

    private async Task MoveAsync(ClockStep step)
    {
        var moved = await store.CommitAsync(new MoveDueTimes(step));
        step.Follow();
        if (step.IsBack)
        {
            _hangfireIsBehind -= step.By;
            _sweptAt = _lookedAt = clock.GetTimestamp();
        }

        correction.Add(moved.LastAttemptId, step.By);
        lanes.ClockChanged(step.By);
        Log.Moved(logger, moved.Deliveries);
        _step = null;

        // Writes that were queued during the move still have times of the old clock, so check the limits now.
        _limitedAt = null;
    }

    private async Task LimitAsync()
    {
        if (_limitedAt is { } last && clock.GetElapsedTime(last) < Minute)
        {
            return;
        }

        var now = clock.GetUtcNow();
        if (await store.CommitAsync(new LimitDueTimes(now, now + dispatch.Value.RetryDelay, Margin)) is > 0 and var count)
        {
            Log.Limited(logger, count);
            jobs.Enqueue<RecoverJob>(job => job.RunAsync(CancellationToken.None));
        }

        _limitedAt = clock.GetTimestamp();
    }

    /// <summary>
    /// Hangfire uses the system clock, so after a step back its recurring jobs pause for the length of the step. In the meantime they are
    /// enqueued here.
    /// </summary>
    private void SweepInPlaceOfHangfire()
    {
        if (_hangfireIsBehind <= TimeSpan.Zero)
        {
            return;
        }

        _hangfireIsBehind -= clock.GetElapsedTime(_lookedAt);
        _lookedAt = clock.GetTimestamp();
        if (node.Value.Has(NodeRoles.Dispatch) && clock.GetElapsedTime(_sweptAt) >= autoDisable.Value.SweepInterval)
        {
            _sweptAt = _lookedAt;
            jobs.Enqueue<AutoDisableSweep>(job => job.RunAsync(CancellationToken.None));
            jobs.Enqueue<RecoverJob>(job => job.RunAsync(CancellationToken.None));
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1750, LogLevel.Warning, "The system clock jumped by {By}; moving the due times of pending deliveries with it")]
        public static partial void Jumped(ILogger logger, TimeSpan by);

        [LoggerMessage(1751, LogLevel.Information, "Moved the due times of {Count} pending deliveries with the system clock")]
        public static partial void Moved(ILogger logger, int count);

        [LoggerMessage(1752, LogLevel.Warning, "{Count} deliveries were due later than the retry delay allows, because the system clock was wrong when they were stored; they are now due after the retry delay")]
        public static partial void Limited(ILogger logger, int count);

        [LoggerMessage(1753, LogLevel.Error, "Failed to move the due times of pending deliveries with the system clock; retrying in 1 s")]
        public static partial void MoveFailed(ILogger logger, Exception error);
    }
}
