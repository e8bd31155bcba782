using System.Diagnostics;
using System.Globalization;
using System.Text;
using Dixa.Webhooks.Bench.Peer;
using Dixa.Webhooks.Bench.Processes;
using Dixa.Webhooks.Bench.Receiving;
using Dixa.Webhooks.Bench.Reporting;
using Dixa.Webhooks.Bench.Traffic;

namespace Dixa.Webhooks.Bench.Scenarios;

/// <summary>From the first publish to the last arrival, compared with BullMQ: the same events, the same receiver, the same machine.</summary>
internal static class PeerScenario
{
    public const int ArrayLength = 100;

    private const int Connections = 8;
    private const double Bar = 2.5;

    public static async Task<IReadOnlyList<Measurement>> RunAsync(RunOptions run, int events, PeerOptions options, CancellationToken cancel)
    {
        var warmUp = run.WarmUp(10_000, quick: ArrayLength);
        await using var receiver = await Receiver.StartAsync(run, cancel);
        double theirs;
        await using (var queue = await PeerQueue.StartAsync(options, receiver.Endpoint(0), cancel))
        {
            var payload = Encoding.UTF8.GetString(new BenchEvents(run.Seed, run.PayloadBytes).Next(default).Payload);
            var order = new PeerOrder(payload, events, ArrayLength, Connections);
            await queue.MeasureAsync(order with { Count = warmUp }, receiver, cancel);
            theirs = await queue.MeasureAsync(order, receiver, cancel);
        }

        var ours = await OursAsync(run, receiver, events, warmUp, cancel);
        var scenario = string.Create(CultureInfo.InvariantCulture, $"peer {events:N0} events in arrays of {ArrayLength} from {Connections} connections");
        return
        [
            new Measurement($"{scenario}, BullMQ", events / theirs, "events/s")
            {
                Note = string.Create(
                    CultureInfo.InvariantCulture,
                    $"all arrived; {theirs:0.0} s; Redis with appendonly yes and appendfsync {options.RedisFsync}; {options.Workers} worker processes with {options.Concurrency} requests in flight each"),
            },
            new Measurement($"{scenario}, Dixa Webhooks", events / ours, "events/s")
            {
                Ceiling = events / theirs,
                Bar = Reporting.Bar.RatioAtLeast(Bar),
                Note = string.Create(CultureInfo.InvariantCulture, $"all arrived; {ours:0.0} s; SQLite with synchronous=FULL; the ceiling is BullMQ"),
            },
        ];
    }

    private static async Task<double> OursAsync(RunOptions run, Receiver receiver, int events, int warmUp, CancellationToken cancel)
    {
        using var store = new BenchStore();
        await store.FillAsync(receiver.Endpoints(1), new BenchEvents(run.Seed, run.PayloadBytes), count: 0, cancel);
        await using var app = AppProcess.Start(run.App, store);
        await app.ListensAsync(cancel);
        await using var load = new Load();
        var order = new LoadOrder(app.Port, Connections, Seconds: 0, run.PayloadBytes, run.Seed) { EventsPerRequest = ArrayLength };
        await MeasureAsync(order with { Events = warmUp, Seed = order.Seed + 1 });
        return await MeasureAsync(order with { Events = events });

        async Task<double> MeasureAsync(LoadOrder round)
        {
            await receiver.ResetAsync(cancel);
            var answer = await load.PublishAsync(round, cancel);
            return await Drained.LastArrivalAsync(receiver, answer.Accepted, cancel, app) - ((double)answer.StartedAt / Stopwatch.Frequency);
        }
    }
}
