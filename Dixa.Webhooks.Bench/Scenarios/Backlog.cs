using System.Diagnostics;
using System.Globalization;
using Dixa.Webhooks.Bench.Ceilings;
using Dixa.Webhooks.Bench.History;
using Dixa.Webhooks.Bench.Processes;
using Dixa.Webhooks.Bench.Receiving;
using Dixa.Webhooks.Bench.Traffic;

namespace Dixa.Webhooks.Bench.Scenarios;

/// <summary>A backlog that is created and drained as often as it is measured.</summary>
internal sealed class Backlog(RunOptions run, Receiver receiver, int deliveries, int webhooks)
{
    /// <summary>The time for start and warm-up before the backlog becomes due. It is doubled if it was too short.</summary>
    private static readonly TimeSpan ShortestWarmUp = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan LongestWarmUp = TimeSpan.FromSeconds(120);

    /// <summary>PostgreSQL cleans up a long history in this time.</summary>
    private static readonly TimeSpan WarmUpPerMillion = TimeSpan.FromSeconds(3);

    /// <summary>The application is idle if it used the CPU for less than a tenth of this interval.</summary>
    private static readonly TimeSpan IdleInterval = TimeSpan.FromMilliseconds(500);

    /// <summary>The CPU time is read this long before the backlog becomes due.</summary>
    private static readonly TimeSpan LeadTime = TimeSpan.FromMilliseconds(20);

    /// <summary>The number of deliveries for each webhook that warm the application up. A quick run has no warm-up.</summary>
    private readonly int _warmUp = run.IsQuick ? 0 : Math.Max(1, HttpLoop.WarmUpEvents(run) / webhooks);

    public int Deliveries => deliveries;

    /// <summary>Drains it. Measures from the first arrival until the last delivery is recorded.</summary>
    public async Task<Drain> DrainAsync(DrainCondition condition, CancellationToken cancel)
    {
        for (var warmUp = ShortestWarmUp; warmUp <= LongestWarmUp; warmUp *= 2)
        {
            if (await DrainAsync(condition, warmUp, cancel) is { } drained)
            {
                return drained;
            }
        }

        throw new BenchException($"The application takes more than {LongestWarmUp.TotalSeconds} s to start and warm up. The machine is too busy to measure.");
    }

    /// <returns>Null if the backlog became due before the application was warmed up and idle.</returns>
    private async Task<Drain?> DrainAsync(DrainCondition condition, TimeSpan warmUp, CancellationToken cancel)
    {
        using var store = new BenchStore(run.Postgres);
        using var syncs = condition.SyncDelay > 0 ? SlowSyncs.Compile(condition.SyncDelay) : null;
        var (first, due) = await FillAsync(store, condition, warmUp, cancel);
        if (condition.Purges && !run.IsQuick)
        {
            due = await AtFullMinuteAsync(store, first, cancel);
        }

        await receiver.ResetAsync(cancel);
        await using var snapshot = condition.HasOpenTransaction ? await OpenSnapshot.TakeAsync(store, cancel) : null;

        var apps = Enumerable.Range(0, run.Processes).Select(_ => AppProcess.Start(run.App, store, [.. syncs?.Settings ?? [], .. condition.Settings])).ToList();
        await using var running = new Several(apps);
        await using var scraper = condition.IsScraped ? Scraper.Start(apps[0]) : null;
        if (!run.IsQuick && !await WarmUpAsync(due, apps, cancel))
        {
            return null;
        }

        var worked = Worked(apps);
        var done = await Drained.WaitAsync(apps[0], receiver, store, deliveries, cancel);
        syncs?.ThrowIfMissing(apps[0]);
        var scrapes = scraper is null ? "" : $"; scrapes {await scraper.StopAsync()}";
        return new Drain(
            Stopwatch.GetElapsedTime((await receiver.CountAsync(cancel)).FirstAt, done).TotalSeconds,
            Worked(apps) - worked,
            await Drained.CheckAsync(receiver, store, deliveries, first, cancel) + scrapes);
    }

    /// <summary>The purge begins with each minute. Waits for the next one, so that the application can start, and makes the backlog due at the one after it.</summary>
    private static async Task<DateTimeOffset> AtFullMinuteAsync(BenchStore store, int first, CancellationToken cancel)
    {
        var now = TimeProvider.System.GetUtcNow();
        var minute = now.AddTicks(TimeSpan.TicksPerMinute - (now.UtcTicks % TimeSpan.TicksPerMinute));
        await Task.Delay(minute - now + TimeSpan.FromSeconds(1), cancel);
        var due = minute.AddMinutes(1);
        store.DueAt(first, due);
        return due;
    }

    /// <returns>The number of deliveries that are not part of the backlog, and when the backlog becomes due.</returns>
    private async Task<(int First, DateTimeOffset Due)> FillAsync(BenchStore store, DrainCondition condition, TimeSpan warmUp, CancellationToken cancel)
    {
        var ids = await store.CreateAsync(BenchWebhook.ForEach(receiver.Endpoints(webhooks)), cancel);
        if (condition.History > 0)
        {
            await BenchHistory.CreateAsync(store, ids, HistoryShape.Even(condition.History, webhooks, BenchEvents.Type.Fqn), cancel);
        }

        await store.AddAsync(new BenchEvents(run.Seed, run.PayloadBytes), _warmUp + (deliveries / webhooks), cancel);
        var first = condition.History + (_warmUp * webhooks);
        var due = TimeProvider.System.GetUtcNow() + warmUp + (WarmUpPerMillion * (condition.History / 1e6));
        if (!run.IsQuick)
        {
            store.DueAt(first, due);
        }

        return (first, due);
    }

    /// <summary>Warms the application up, like the loop's first round, so that the measurement does not include JIT compilation. Returns just before the backlog is due.</summary>
    /// <returns>False if the backlog became due before the application was warmed up and idle.</returns>
    private async Task<bool> WarmUpAsync(DateTimeOffset due, List<AppProcess> apps, CancellationToken cancel)
    {
        await Drained.ArrivedAsync(receiver, _warmUp * webhooks, cancel, apps[0]);
        await receiver.ResetAsync(cancel);

        // Waits for JIT compilation caused by the warm-up.
        if (!await IsIdleBeforeAsync(due, apps, cancel))
        {
            return false;
        }

        var left = due - LeadTime - TimeProvider.System.GetUtcNow();
        await Task.Delay(left > TimeSpan.Zero ? left : TimeSpan.Zero, cancel);
        return true;
    }

    private static async Task<bool> IsIdleBeforeAsync(DateTimeOffset due, List<AppProcess> apps, CancellationToken cancel)
    {
        var worked = Worked(apps);
        while (TimeProvider.System.GetUtcNow() + IdleInterval < due)
        {
            await Task.Delay(IdleInterval, cancel);
            var before = worked;
            worked = Worked(apps);
            if (worked - before < IdleInterval / 10)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The total CPU time of all processes since their start.</summary>
    private static TimeSpan Worked(List<AppProcess> apps) => apps.Select(each => each.ProcessorTime).Aggregate((left, right) => left + right);
}

/// <summary>The result of draining a backlog.</summary>
/// <param name="Seconds">From the first arrival until the last delivery was recorded.</param>
/// <param name="Worked">The application's CPU time.</param>
/// <param name="Words">A note.</param>
internal sealed record Drain(double Seconds, TimeSpan Worked, string Words);
