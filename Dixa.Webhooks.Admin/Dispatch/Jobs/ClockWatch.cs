using Dixa.Webhooks.Admin.Dispatch.Lanes;
using Dixa.Webhooks.Admin.Hosting;
using Dixa.Webhooks.Admin.Storage;
using Dixa.Webhooks.Admin.Storage.Writes;
using Hangfire;
using Microsoft.Extensions.Options;

namespace Dixa.Webhooks.Admin.Dispatch.Jobs;

/// <summary>
/// Notifications when the machine's clock is set, which makes no delivery early or late: what is pending in the store is moved with it. Only for
/// a store of one process; several go by the database's clock.
/// </summary>
internal sealed partial class ClockWatch(
    SteadyClock clock,
    GroupCommit store,
    LaneRegistry lanes,
    ClockChanges changes,
    IBackgroundJobClient jobs,
    IOptions<NodeOptions> node,
    IOptions<DispatchOptions> dispatch,
    IOptions<AutoDisableOptions> autoDisable,
    ILogger<ClockWatch> logger) : GuardedService(clock, logger)
{
    /// <summary>How often the clocks are compared.</summary>
    internal static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>A smaller step is followed without a word: no retry is delayed noticeably by it.</summary>
    private static readonly TimeSpan Jump = TimeSpan.FromSeconds(2);

    /// <summary>A delivery that is due so much later than the retry rule allows was stored by a clock that was wrong.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private MoveDueTimes? _move;
    private TimeSpan _moved;
    private long? _limitedAt;
    private TimeSpan _hangfireIsBehind;
    private long _lookedAt;
    private long _sweptAt;

    /// <summary>One look at the clocks.</summary>
    internal async Task CheckAsync()
    {
        if (_move is null && clock.Deviation is var by)
        {
            if (by.Duration() < Jump)
            {
                clock.Follow(by);
            }
            else
            {
                Log.Jumped(logger, by);
                (_move, _moved) = (new MoveDueTimes(clock, by), by);
            }
        }

        if (_move is not null)
        {
            await MoveAsync();
        }

        await LimitAsync();
        SweepInPlaceOfHangfire();
    }

    protected override IReadOnlyList<Func<CancellationToken, Task<TimeSpan?>>> Loops => [LookAsync];

    protected override string Consequence => "After the system clock is set, deliveries may be early or late";

    private async Task<TimeSpan?> LookAsync(CancellationToken stopping)
    {
        try
        {
            await CheckAsync();
        }
        catch (Exception error) when (StoreFaults.IsFault(error))
        {
            // What was not moved yet is moved by the next look.
            Log.NotMoved(logger, error);
        }
        catch (ObjectDisposedException)
        {
            return null;
        }

        return Interval;
    }

    private async Task MoveAsync()
    {
        // After a step back the clock has followed already when it is tried again.
        var moved = await store.CommitAsync(_move = _move!.Again());
        if (_moved > TimeSpan.Zero)
        {
            clock.Follow(_moved);
        }
        else
        {
            _hangfireIsBehind -= _moved;
            _sweptAt = _lookedAt = clock.GetTimestamp();
        }

        changes.Add(moved.LastAttemptId, _moved);
        lanes.ClockChanged(_moved);
        Log.Moved(logger, moved.Deliveries);
        _move = null;

        // What was on its way into the store meanwhile has times of the clock as it was.
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

    /// <summary>Hangfire goes by the machine's clock: after a step back its recurring jobs rest for as long. Until then they are started from here.</summary>
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
        [LoggerMessage(LogLevel.Warning, "The system clock jumped by {By}. Pending deliveries are moved with it, so that none is early or late")]
        public static partial void Jumped(ILogger logger, TimeSpan by);

        [LoggerMessage(LogLevel.Information, "Moved the due time of {Count} pending deliveries with the system clock")]
        public static partial void Moved(ILogger logger, int count);

        [LoggerMessage(LogLevel.Warning, "{Count} deliveries were due later than the retry delay allows, since the system clock was wrong when they were stored; they are due after the retry delay now")]
        public static partial void Limited(ILogger logger, int count);

        [LoggerMessage(LogLevel.Error, "Could not move the due times of pending deliveries with the system clock; trying again in a second")]
        public static partial void NotMoved(ILogger logger, Exception error);
    }
}
