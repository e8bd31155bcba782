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

    public static async Task<Measurement> RunAsync(RunOptions run, int deliveries, int webhooks, CancellationToken cancel)
    {
        var events = deliveries / webhooks;
        await using var receiver = await Receiver.StartAsync(cancel);

        // One webhook has 16 requests in flight by default; many have more together, and the loop may choose.
        int[] connections = webhooks == 1 ? [16] : [16, 64];
        var before = await HttpLoop.BestAsync(receiver, run, webhooks, events, connections, cancel);

        using var store = new BenchStore();
        await store.FillAsync(receiver.Endpoints(webhooks), new BenchEvents(run.Seed, run.PayloadBytes), events, cancel);
        await receiver.ResetAsync(cancel);

        double seconds;
        double sinceStart;
        double processor;
        await using (var app = AppProcess.Start(run.App, store))
        {
            var done = await Drained.WaitAsync(app, receiver, store, deliveries, cancel);
            seconds = Stopwatch.GetElapsedTime((await receiver.CountAsync(cancel)).FirstAt, done).TotalSeconds;
            processor = app.ProcessorTime.TotalSeconds;
            sinceStart = Stopwatch.GetElapsedTime(app.StartedAt, done).TotalSeconds;
        }

        var delivered = await Drained.CheckAsync(receiver, store, deliveries, cancel);
        var after = await HttpLoop.BestAsync(receiver, run, webhooks, events, connections, cancel);
        var loop = before.Rate > after.Rate ? before : after;
        return new Measurement($"drain {deliveries.ToString("N0", CultureInfo.InvariantCulture)}, {Words.Webhooks(webhooks)}", deliveries / seconds, "deliveries/s")
        {
            Ceiling = loop.Rate,
            Bar = Reporting.Bar.RatioAtLeast(Bar),
            Note = string.Create(
                CultureInfo.InvariantCulture,
                $"{delivered}; {seconds:0.0} s, {sinceStart:0.0} s from the start; processor time for each {Microseconds(processor, deliveries)}, its start included, the loop with {loop.Connections} connections {Microseconds(loop.ProcessorSeconds, loop.Sent)}"),
        };
    }

    private static string Microseconds(double seconds, int deliveries) => string.Create(CultureInfo.InvariantCulture, $"{seconds / deliveries * 1e6:0} µs");
}
