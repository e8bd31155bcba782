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

    /// <summary>How long the application has for its start and its warm-up, before the backlog becomes due.</summary>
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(20);

    public static async Task<Measurement> RunAsync(RunOptions run, int deliveries, int webhooks, CancellationToken cancel)
    {
        var events = deliveries / webhooks;
        await using var receiver = await Receiver.StartAsync(run, cancel);

        // One webhook has 16 requests in flight by default; many have more together, and the loop may choose.
        int[] connections = webhooks == 1 ? [16] : [16, 64];
        var before = await HttpLoop.BestAsync(receiver, run, webhooks, events, connections, cancel);

        using var store = new BenchStore();
        var warmUp = Math.Max(1, HttpLoop.WarmUpEvents / webhooks);
        await store.FillAsync(receiver.Endpoints(webhooks), new BenchEvents(run.Seed, run.PayloadBytes), warmUp + events, cancel);
        var due = TimeProvider.System.GetUtcNow() + WarmUp;
        store.DueAt(warmUp * webhooks, due);
        await receiver.ResetAsync(cancel);

        double seconds;
        TimeSpan worked;
        string delivered;
        await using (var app = AppProcess.Start(run.App, store))
        {
            // As the loop's first round, and for the same reason: what is measured is the work, not the compiler.
            await Drained.ArrivedAsync(receiver, warmUp * webhooks, cancel);
            await receiver.ResetAsync(cancel);
            if (TimeProvider.System.GetUtcNow() >= due)
            {
                throw new BenchException(string.Create(
                    CultureInfo.InvariantCulture, $"The application took more than {WarmUp.TotalSeconds} s to start and warm up, so that the backlog was due before. The machine is too busy to measure."));
            }

            worked = app.ProcessorTime;
            var done = await Drained.WaitAsync(app, receiver, store, deliveries, cancel);
            seconds = Stopwatch.GetElapsedTime((await receiver.CountAsync(cancel)).FirstAt, done).TotalSeconds;
            worked = app.ProcessorTime - worked;
            delivered = await Drained.CheckAsync(receiver, store, deliveries, warmUp * webhooks, cancel);
        }

        var after = await HttpLoop.BestAsync(receiver, run, webhooks, events, connections, cancel);
        var loop = before.Rate > after.Rate ? before : after;
        return new Measurement($"drain {deliveries.ToString("N0", CultureInfo.InvariantCulture)}, {Words.Webhooks(webhooks)}", deliveries / seconds, "deliveries/s")
        {
            Ceiling = loop.Rate,
            Bar = Reporting.Bar.RatioAtLeast(Bar),
            Note = string.Create(
                CultureInfo.InvariantCulture,
                $"{delivered}; {seconds:0.0} s; processor time for each {Microseconds(worked.TotalSeconds, deliveries)}, the loop with {loop.Connections} connections {Microseconds(loop.ProcessorSeconds, loop.Sent)}"),
        };
    }

    private static string Microseconds(double seconds, int deliveries) => string.Create(CultureInfo.InvariantCulture, $"{seconds / deliveries * 1e6:0} µs");
}
