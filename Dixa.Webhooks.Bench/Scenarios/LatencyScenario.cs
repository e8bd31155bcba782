using System.Globalization;
using Dixa.Webhooks.Bench.Ceilings;
using Dixa.Webhooks.Bench.Processes;
using Dixa.Webhooks.Bench.Receiving;
using Dixa.Webhooks.Bench.Reporting;
using Dixa.Webhooks.Bench.Traffic;

namespace Dixa.Webhooks.Bench.Scenarios;

/// <summary>The time from an event's scheduled publish time to its arrival, at a steady rate to one webhook.</summary>
internal static class LatencyScenario
{
    private const double WarmUpSeconds = 5;
    private const double QuickWarmUpSeconds = 0.3;

    public static async Task<IReadOnlyList<Measurement>> RunAsync(RunOptions run, int rate, int seconds, int connections, CancellationToken cancel)
    {
        await using var receiver = await Receiver.StartAsync(run, cancel);
        await using var load = new Load();
        var order = new LoadOrder(Port: 0, connections, seconds, run.PayloadBytes, run.Seed) { Rate = rate };

        Percentiles bare;
        await using (var relay = await MinimalServer.StartAsync(receiver.Endpoint(0), cancel))
        {
            bare = await MeasureAsync(run, receiver, load, order with { Port = relay.Port }, cancel);
        }

        using var store = new BenchStore();
        await store.FillAsync(receiver.Endpoints(1), new BenchEvents(run.Seed, run.PayloadBytes), count: 0, cancel);
        await using var app = AppProcess.Start(run.App, store);
        await app.ListensAsync(cancel);
        var whole = await MeasureAsync(run, receiver, load, order with { Port = app.Port }, cancel);

        var scenario = string.Create(CultureInfo.InvariantCulture, $"latency {rate:N0} events/s");
        return
        [
            new Measurement($"{scenario}, p95", whole.P95, "ms")
            {
                Ceiling = bare.P95,
                Bar = rate switch { <= 200 => Bar.AtMost(5), <= 1000 => Bar.AtMost(10), _ => null },
                Note = $"{whole}; bare relay {bare}",
            },
            new Measurement($"{scenario}, p99", whole.P99, "ms") { Ceiling = bare.P99, Bar = rate <= 1000 ? Bar.AtMost(25) : null },
        ];
    }

    /// <summary>The time to the arrival of each event of a load, after a warm-up.</summary>
    public static async Task<Percentiles> MeasureAsync(RunOptions run, Receiver receiver, Load load, LoadOrder order, CancellationToken cancel)
    {
        await receiver.ResetAsync(cancel);
        var warm = await load.PublishAsync(order with { Seconds = run.WarmUp(WarmUpSeconds, QuickWarmUpSeconds) }, cancel);
        await Drained.ArrivedAsync(receiver, warm.Accepted, cancel);
        await receiver.ResetAsync(cancel);
        var measured = await load.PublishAsync(order, cancel);
        await Drained.ArrivedAsync(receiver, measured.Accepted, cancel);
        var arrivals = await receiver.ArrivalsAsync(cancel);
        return arrivals.Count == measured.Accepted
            ? new Percentiles(arrivals.Select(arrival => arrival.At - TimedId.ScheduledAt(arrival.EventId)))
            : throw new BenchException(string.Create(CultureInfo.InvariantCulture, $"{measured.Accepted:N0} events were published, but {arrivals.Count:N0} requests arrived."));
    }
}
