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
        store.DueAt(warmUp * webhooks, TimeProvider.System.GetUtcNow() + WarmUp);
        await receiver.ResetAsync(cancel);

        double seconds;
        string delivered;
        await using (var app = AppProcess.Start(run.App, store))
        {
            // As the loop's first round, and for the same reason: what is measured is the work, not the compiler.
            await Drained.ArrivedAsync(receiver, warmUp * webhooks, cancel);
            await receiver.ResetAsync(cancel);

            var done = await Drained.WaitAsync(app, receiver, store, deliveries, cancel);
            seconds = Stopwatch.GetElapsedTime((await receiver.CountAsync(cancel)).FirstAt, done).TotalSeconds;
            delivered = await Drained.CheckAsync(receiver, store, deliveries, warmUp * webhooks, cancel);
        }

        var after = await HttpLoop.BestAsync(receiver, run, webhooks, events, connections, cancel);
        return new Measurement($"drain {deliveries.ToString("N0", CultureInfo.InvariantCulture)}, {Words.Webhooks(webhooks)}", deliveries / seconds, "deliveries/s")
        {
            Ceiling = Math.Max(before, after),
            Bar = Reporting.Bar.RatioAtLeast(Bar),
            Note = string.Create(CultureInfo.InvariantCulture, $"{delivered}; {seconds:0.0} s"),
        };
    }
}
