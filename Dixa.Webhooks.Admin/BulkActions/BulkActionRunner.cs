using System.Runtime.ExceptionServices;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.BulkActions;
using Dixa.Webhooks.Admin.Hosting;
using Dixa.Webhooks.Admin.Storage;
using Dixa.Webhooks.Admin.Storage.Tables;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.BulkActions;

/// <summary>
/// Runs the bulk actions in one process, a small step of each in turn, so that a slow one does not hold up the others. How far they are is in the store, so
/// they continue after a restart.
/// </summary>
public sealed partial class BulkActionRunner(IDbContextFactory<WebhooksDbContext> contexts, BulkActionStore actions, StoreDialect dialect, BulkActionSignal signal, TimeProvider time, ILogger<BulkActionRunner> logger)
    : GuardedService(time, logger)
{
    /// <summary>Other writes wait while a step is stored.</summary>
    private const int MaxPerStep = 200;

    /// <summary>The process that accepted an action starts at once. This is for the actions of a process that ended.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    /// <summary>Another process runs the actions. It may have looked for the last time before this one was accepted.</summary>
    private static readonly TimeSpan ElsewhereInterval = TimeSpan.FromSeconds(2);

    private readonly Dictionary<Guid, RateBucket> _rates = [];

    protected override IReadOnlyList<Func<CancellationToken, Task<TimeSpan?>>> Loops => [RoundAsync];

    protected override string Consequence => "Bulk actions make no progress";

    /// <summary>Runs all actions until each one is over or has to wait. Returns for how long. Does nothing while another process does.</summary>
    public async Task<TimeSpan> RunAllAsync(CancellationToken stopping)
    {
        if ((await RunningAsync(stopping)).Count == 0)
        {
            return Interval;
        }

        await using var lead = await dialect.TryAcquireLeadershipAsync(LeaderTask.BulkActions, stopping);
        while (lead is not null)
        {
            if (await StepAllAsync(stopping) is { } wait && wait > TimeSpan.Zero)
            {
                return wait;
            }
        }

        return ElsewhereInterval;
    }

    private async Task<TimeSpan?> RoundAsync(CancellationToken stopping)
    {
        await signal.WaitAsync(await RunAllAsync(stopping), stopping);
        return TimeSpan.Zero;
    }

    /// <summary>Makes one step of each action. Returns how long to wait before the next ones; zero if one of them advanced.</summary>
    private async Task<TimeSpan> StepAllAsync(CancellationToken stopping)
    {
        var running = await RunningAsync(stopping);
        foreach (var id in _rates.Keys.Except(running.Select(action => action.Id)).ToList())
        {
            _rates.Remove(id);
        }

        var (wait, error) = (Interval, default(Exception));
        foreach (var action in running)
        {
            try
            {
                var next = await StepAsync(action, stopping);
                wait = next < wait ? next : wait;
            }
            catch (Exception failure) when (!stopping.IsCancellationRequested)
            {
                // The other actions make their step before the failure is reported.
                error ??= failure;
            }
        }

        if (error is not null)
        {
            ExceptionDispatchInfo.Throw(error);
        }

        return wait;
    }

    /// <summary>Returns how long this action has to wait.</summary>
    private async Task<TimeSpan> StepAsync(StoredBulkAction action, CancellationToken stopping)
    {
        var (max, rate) = (MaxPerStep, default(RateBucket));
        if (action.PerSecond is { } perSecond)
        {
            rate = _rates.TryGetValue(action.Id, out var known) ? known : _rates[action.Id] = new RateBucket();
            max = Math.Min(max, rate.Available(Time.GetElapsedTime(0), perSecond));
            if (max == 0)
            {
                return rate.Wait(perSecond);
            }
        }

        switch (await actions.HandlerOf(action).StepAsync(action, max, stopping))
        {
            case BulkStep.Advanced advanced:
                rate?.Take(advanced.Done);
                return TimeSpan.Zero;
            case BulkStep.Waiting waiting:
                return waiting.For;
            case BulkStep.Paused paused:
                await actions.PauseAsync(action.Id, Actor.System, paused.Reason, stopping);
                Log.Paused(logger, action.Id, action.Kind, paused.Reason);
                return TimeSpan.Zero;
            case BulkStep.Failed failed:
                await EndAsync(action, BulkActionState.Failed, failed.Reason, stopping);
                return TimeSpan.Zero;
            default:
                await EndAsync(action, BulkActionState.Completed, reason: null, stopping);
                return TimeSpan.Zero;
        }
    }

    private async Task EndAsync(StoredBulkAction action, BulkActionState state, string? reason, CancellationToken stopping)
    {
        if (await actions.EndAsync(action.Id, state, actor: null, reason, stopping))
        {
            Log.Ended(logger, action.Id, action.Kind, state, action.Done, action.Skipped, reason);
        }
    }

    private async Task<List<StoredBulkAction>> RunningAsync(CancellationToken stopping)
    {
        await using var context = await contexts.CreateDbContextAsync(stopping);
        var kinds = actions.Kinds;
        return await context.BulkActions.AsNoTracking().Where(action => action.State == BulkActionState.Running && kinds.Contains(action.Kind))
            .OrderBy(action => action.CreatedAt).ToListAsync(stopping);
    }

    private static partial class Log
    {
        [LoggerMessage(1870, LogLevel.Information, "Bulk action {ActionId} ({Kind}) has ended as {State}: {Done} done, {Skipped} skipped. {Reason}")]
        public static partial void Ended(ILogger logger, Guid actionId, BulkActionKind kind, BulkActionState state, int done, int skipped, string? reason);

        [LoggerMessage(1871, LogLevel.Warning, "Bulk action {ActionId} ({Kind}) is paused: {Reason}")]
        public static partial void Paused(ILogger logger, Guid actionId, BulkActionKind kind, string reason);
    }
}
