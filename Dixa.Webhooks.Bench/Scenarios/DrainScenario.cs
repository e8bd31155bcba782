using System.Diagnostics;
using System.Globalization;
using Dixa.Webhooks.Bench.Ceilings;
using Dixa.Webhooks.Bench.Processes;
using Dixa.Webhooks.Bench.Receiving;
using Dixa.Webhooks.Bench.Reporting;
using Dixa.Webhooks.Bench.Traffic;

namespace Dixa.Webhooks.Bench.Scenarios;

/// <summary>Delivers a stored backlog. Measures from the first arrival until the last delivery is recorded.</summary>
internal static class DrainScenario
{
    private const double Bar = 0.5;
    private const double BarOnPostgres = 0.25;

    /// <summary>The time for start and warm-up before the backlog becomes due. It is doubled if it was too short.</summary>
    private static readonly TimeSpan ShortestWarmUp = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan QuickWarmUp = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan LongestWarmUp = TimeSpan.FromSeconds(120);

    /// <summary>The application is idle if it used the CPU for less than a tenth of this interval.</summary>
    private static readonly TimeSpan IdleInterval = TimeSpan.FromMilliseconds(500);

    /// <summary>The CPU time is read this long before the backlog becomes due.</summary>
    private static readonly TimeSpan LeadTime = TimeSpan.FromMilliseconds(20);

    public static async Task<Measurement> RunAsync(RunOptions run, int deliveries, int webhooks, CancellationToken cancel)
    {
        await using var receiver = await Receiver.StartAsync(run, cancel);

        // One webhook has 16 requests in flight by default. Many webhooks have more in total, so the loop uses its best number.
        int[] connections = webhooks == 1 ? [16] : [16, 64];
        var before = await HttpLoop.BestAsync(receiver, run, webhooks, deliveries / webhooks, connections, cancel);
        var drained = await DrainAsync(run, receiver, deliveries, webhooks, cancel);
        var after = await HttpLoop.BestAsync(receiver, run, webhooks, deliveries / webhooks, connections, cancel);

        var loop = before.Rate > after.Rate ? before : after;
        return new Measurement(string.Create(CultureInfo.InvariantCulture, $"drain {deliveries:N0}, {Words.Webhooks(webhooks)}{run.Words}"), deliveries / drained.Seconds, "deliveries/s")
        {
            Ceiling = loop.Rate,
            Bar = Reporting.Bar.RatioAtLeast(run.Postgres is null ? Bar : BarOnPostgres),
            Note = string.Create(
                CultureInfo.InvariantCulture,
                $"{drained.Words}; {drained.Seconds:0.0} s; CPU time for each {Microseconds(drained.Worked.TotalSeconds, deliveries)} ({deliveries / drained.Worked.TotalSeconds:N0} per core-second), the loop with {loop.Connections} connections {Microseconds(loop.ProcessorSeconds, loop.Sent)}"),
        };
    }

    private static async Task<Drain> DrainAsync(RunOptions run, Receiver receiver, int deliveries, int webhooks, CancellationToken cancel)
    {
        for (var warmUp = run.WarmUp(ShortestWarmUp, QuickWarmUp); warmUp <= LongestWarmUp; warmUp *= 2)
        {
            if (await DrainAsync(run, receiver, deliveries, webhooks, warmUp, cancel) is { } drained)
            {
                return drained;
            }
        }

        throw new BenchException($"The application takes more than {LongestWarmUp.TotalSeconds} s to start and warm up. The machine is too busy to measure.");
    }

    /// <returns>Null if the backlog became due before the application was warmed up and idle.</returns>
    private static async Task<Drain?> DrainAsync(RunOptions run, Receiver receiver, int deliveries, int webhooks, TimeSpan warmUp, CancellationToken cancel)
    {
        var first = Math.Max(1, HttpLoop.WarmUpEvents(run) / webhooks);
        using var store = new BenchStore(run.Postgres);
        await store.FillAsync(receiver.Endpoints(webhooks), new BenchEvents(run.Seed, run.PayloadBytes), first + (deliveries / webhooks), cancel);
        var due = TimeProvider.System.GetUtcNow() + warmUp;
        store.DueAt(first * webhooks, due);
        await receiver.ResetAsync(cancel);

        // Warm-up, like the loop's first round, so that the measurement does not include JIT compilation.
        var apps = Enumerable.Range(0, run.Processes).Select(_ => AppProcess.Start(run.App, store)).ToList();
        await using var running = new Several(apps);
        var app = apps[0];
        await Drained.ArrivedAsync(receiver, first * webhooks, cancel, app);
        await receiver.ResetAsync(cancel);

        // Waits for JIT compilation caused by the warm-up.
        if (run.IsQuick ? TimeProvider.System.GetUtcNow() >= due : !await IsIdleBeforeAsync(due, apps, cancel))
        {
            return null;
        }

        var left = due - LeadTime - TimeProvider.System.GetUtcNow();
        await Task.Delay(left > TimeSpan.Zero ? left : TimeSpan.Zero, cancel);
        var worked = Worked(apps);
        var done = await Drained.WaitAsync(app, receiver, store, deliveries, cancel);
        return new Drain(
            Stopwatch.GetElapsedTime((await receiver.CountAsync(cancel)).FirstAt, done).TotalSeconds,
            Worked(apps) - worked,
            await Drained.CheckAsync(receiver, store, deliveries, first * webhooks, cancel));
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

    private static string Microseconds(double seconds, int deliveries) => string.Create(CultureInfo.InvariantCulture, $"{seconds / deliveries * 1e6:0} µs");

    /// <summary>The result of delivering a backlog.</summary>
    private sealed record Drain(double Seconds, TimeSpan Worked, string Words);
}
