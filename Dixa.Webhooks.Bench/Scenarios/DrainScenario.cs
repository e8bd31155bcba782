using System.Diagnostics;
using System.Globalization;
using Dixa.Webhooks.Bench.Ceilings;
using Dixa.Webhooks.Bench.Processes;
using Dixa.Webhooks.Bench.Receiving;
using Dixa.Webhooks.Bench.Reporting;
using Dixa.Webhooks.Bench.Traffic;

namespace Dixa.Webhooks.Bench.Scenarios;

/// <summary>A backlog in the store, to empty: from the first arrival to the last delivery that the store knows as done.</summary>
internal static class DrainScenario
{
    private const double Bar = 0.5;
    private const double BarOnPostgres = 0.25;

    /// <summary>How long the application has for its start and its warm-up before the backlog becomes due; twice as long when that was too short.</summary>
    private static readonly TimeSpan ShortestWarmUp = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan LongestWarmUp = TimeSpan.FromSeconds(120);

    /// <summary>The application rests when it has worked less than a tenth of such a moment.</summary>
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(500);

    /// <summary>So long before the backlog becomes due the processor time is read.</summary>
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(20);

    public static async Task<Measurement> RunAsync(RunOptions run, int deliveries, int webhooks, CancellationToken cancel)
    {
        await using var receiver = await Receiver.StartAsync(run, cancel);

        // One webhook has 16 requests in flight by default; many have more together, and the loop may choose.
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
                $"{drained.Words}; {drained.Seconds:0.0} s; processor time for each {Microseconds(drained.Worked.TotalSeconds, deliveries)}, the loop with {loop.Connections} connections {Microseconds(loop.ProcessorSeconds, loop.Sent)}"),
        };
    }

    private static async Task<Drain> DrainAsync(RunOptions run, Receiver receiver, int deliveries, int webhooks, CancellationToken cancel)
    {
        for (var warmUp = ShortestWarmUp; warmUp <= LongestWarmUp; warmUp *= 2)
        {
            if (await DrainAsync(run, receiver, deliveries, webhooks, warmUp, cancel) is { } drained)
            {
                return drained;
            }
        }

        throw new BenchException($"The application takes more than {LongestWarmUp.TotalSeconds} s to start and warm up: the machine is too busy to measure.");
    }

    /// <returns>Null when the backlog was due before the application was warm and rested.</returns>
    private static async Task<Drain?> DrainAsync(RunOptions run, Receiver receiver, int deliveries, int webhooks, TimeSpan warmUp, CancellationToken cancel)
    {
        var first = Math.Max(1, HttpLoop.WarmUpEvents / webhooks);
        using var store = new BenchStore(run.Postgres);
        await store.FillAsync(receiver.Endpoints(webhooks), new BenchEvents(run.Seed, run.PayloadBytes), first + (deliveries / webhooks), cancel);
        var due = TimeProvider.System.GetUtcNow() + warmUp;
        store.DueAt(first * webhooks, due);
        await receiver.ResetAsync(cancel);

        // As the loop's first round, and for the same reason: what is measured is the work, not the compiler.
        var apps = Enumerable.Range(0, run.Processes).Select(_ => AppProcess.Start(run.App, store)).ToList();
        await using var running = new Several(apps);
        var app = apps[0];
        await Drained.ArrivedAsync(receiver, first * webhooks, cancel, app);
        await receiver.ResetAsync(cancel);

        // What the compiler still does for the warm-up is not the backlog's.
        if (!await RestsBeforeAsync(due, apps, cancel))
        {
            return null;
        }

        var left = due - Glance - TimeProvider.System.GetUtcNow();
        await Task.Delay(left > TimeSpan.Zero ? left : TimeSpan.Zero, cancel);
        var worked = Worked(apps);
        var done = await Drained.WaitAsync(app, receiver, store, deliveries, cancel);
        return new Drain(
            Stopwatch.GetElapsedTime((await receiver.CountAsync(cancel)).FirstAt, done).TotalSeconds,
            Worked(apps) - worked,
            await Drained.CheckAsync(receiver, store, deliveries, first * webhooks, cancel));
    }

    private static async Task<bool> RestsBeforeAsync(DateTimeOffset due, List<AppProcess> apps, CancellationToken cancel)
    {
        var worked = Worked(apps);
        while (TimeProvider.System.GetUtcNow() + Moment < due)
        {
            await Task.Delay(Moment, cancel);
            var before = worked;
            worked = Worked(apps);
            if (worked - before < Moment / 10)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The processor time of all of them since their start.</summary>
    private static TimeSpan Worked(List<AppProcess> apps) => apps.Select(each => each.ProcessorTime).Aggregate((left, right) => left + right);

    private static string Microseconds(double seconds, int deliveries) => string.Create(CultureInfo.InvariantCulture, $"{seconds / deliveries * 1e6:0} µs");

    /// <summary>How a backlog was worked off.</summary>
    private sealed record Drain(double Seconds, TimeSpan Worked, string Words);
}
