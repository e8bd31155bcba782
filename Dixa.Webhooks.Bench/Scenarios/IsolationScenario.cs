using System.Diagnostics;
using System.Globalization;
using Dixa.Webhooks.Admin.Domain.Events;
using Dixa.Webhooks.Bench.Processes;
using Dixa.Webhooks.Bench.Receiving;
using Dixa.Webhooks.Bench.Reporting;
using Dixa.Webhooks.Bench.Traffic;

namespace Dixa.Webhooks.Bench.Scenarios;

/// <summary>The latency of healthy endpoints while half of all endpoints hang until the timeout.</summary>
internal static class IsolationScenario
{
    // Longer than the timeout, so that every possible request of a hung lane is in flight and hanging.
    private const int WarmUpSeconds = 15;
    private const int QuickWarmUpSeconds = 1;

    private const double Bar = 2;

    /// <summary>Measures with webhooks that each subscribe to one event type, in rotation, at a rate in events per second for each webhook.</summary>
    public static async Task<Measurement> RunAsync(RunOptions run, int webhooks, int rate, int seconds, CancellationToken cancel)
    {
        var (healthy, _, _) = await MeasureAsync(run, webhooks, rate, seconds, hanging: false, cancel);
        var (mixed, workers, hung) = await MeasureAsync(run, webhooks, rate, seconds, hanging: true, cancel);
        return new Measurement($"isolation {Words.Webhooks(webhooks)}, half of them hang, healthy p95", mixed.P95, "ms")
        {
            Ceiling = healthy.P95,
            Bar = Reporting.Bar.RatioAtMost(Bar),
            Note = string.Create(CultureInfo.InvariantCulture, $"{mixed}; none hanging {healthy}; {hung:N0} requests hung; {workers}"),
        };
    }

    private static async Task<(Percentiles Latency, BusyWorkers Workers, int Hung)> MeasureAsync(
        RunOptions run, int webhooks, int rate, int seconds, bool hanging, CancellationToken cancel)
    {
        await using var receiver = await Receiver.StartAsync(run, cancel);
        await using var load = new Load();
        var types = Math.Min(webhooks, EventCatalogue.All.Count);
        using var store = new BenchStore();
        await store.FillAsync(
            Enumerable.Range(0, webhooks).Select(number => new BenchWebhook(
                hanging && !IsHealthy(number) ? receiver.HangingEndpoint(number) : receiver.Endpoint(number), EventCatalogue.All[number % types])),
            new BenchEvents(run.Seed, run.PayloadBytes),
            count: 0,
            cancel);

        // Prevents automatic disabling of the hanging webhooks. Validation is off, because all types get the same data, which does not match every schema.
        await using var app = AppProcess.Start(
            run.App, store, ("AutoDisable:ConsecutiveFailures", "10000"), ("AutoDisable:Window", "00:00:01"), ("Ingest:Validation", "EnvelopeOnly"));
        await app.ListensAsync(cancel);
        await using var workers = await BusyWorkers.WatchAsync(app, cancel);
        var startedAt = Stopwatch.GetTimestamp();
        var warmUp = run.WarmUp(WarmUpSeconds, QuickWarmUpSeconds);
        var order = new LoadOrder(app.Port, Connections: 16, warmUp + seconds, run.PayloadBytes, run.Seed) { Rate = rate * types, Types = types };
        var published = await load.PublishAsync(order, cancel);
        await workers.StopAsync();

        var answering = Enumerable.Range(0, webhooks).Count(number => !hanging || IsHealthy(number));
        await Drained.ArrivedAsync(receiver, (int)((long)published.Accepted * answering / types), cancel);
        var since = startedAt + (warmUp * Stopwatch.Frequency);
        var latency = from arrival in await receiver.ArrivalsAsync(cancel)
                      let scheduledAt = TimedId.ScheduledAt(arrival.EventId)
                      where IsHealthy(arrival.Endpoint) && scheduledAt >= since
                      select arrival.At - scheduledAt;
        return (new Percentiles(latency), workers, (await receiver.CountAsync(cancel)).Hung);
    }

    /// <summary>True for half of the webhooks, and half of those with the same event type.</summary>
    private static bool IsHealthy(int number) => (number + (number / EventCatalogue.All.Count)) % 2 == 0;
}
