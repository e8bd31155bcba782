using System.Globalization;
using Dixa.Webhooks.Bench.Processes;
using Dixa.Webhooks.Bench.Reporting;
using Dixa.Webhooks.Bench.Traffic;

namespace Dixa.Webhooks.Bench.Scenarios;

/// <summary>How long one publisher waits for each response, alone and during a flood of sign-in attempts.</summary>
internal static class AbuseScenario
{
    private const double WarmUpSeconds = 3;
    private const double QuickWarmUpSeconds = 0.3;

    public static async Task<IReadOnlyList<Measurement>> RunAsync(RunOptions run, int connections, int seconds, CancellationToken cancel)
    {
        using var store = new BenchStore();
        await store.FillAsync(Enumerable.Empty<Uri>(), new BenchEvents(run.Seed, run.PayloadBytes), count: 0, cancel);
        await using var app = AppProcess.Start(run.App, store);
        await app.ListensAsync(cancel);
        await using var load = new Load();
        await using var attackers = CompanionProcess.Start(CommandLine.SignInFlood);
        var order = new LoadOrder(app.Port, Connections: 1, seconds, run.PayloadBytes, run.Seed) { KeepsTimes = true };

        var warmUp = run.WarmUp(WarmUpSeconds, QuickWarmUpSeconds);
        await load.PublishAsync(order with { Seconds = warmUp, Seed = order.Seed + 1 }, cancel);
        var alone = await MeasureAsync(load, order, cancel);

        // The flood covers the whole measurement.
        var flooding = attackers.AskAsync<SignInFloodOrder, SignInFloodAnswer>(new SignInFloodOrder(app.Port, connections, seconds + (2 * warmUp)), cancel);
        await load.PublishAsync(order with { Seconds = warmUp, Seed = order.Seed + 2 }, cancel);
        var flooded = await MeasureAsync(load, order with { Seed = order.Seed + 3 }, cancel);
        var attempts = await flooding;

        return
        [
            new Measurement("abuse, no sign-in attempts, p50", alone.P50, "ms") { Note = $"{alone}" },
            new Measurement(string.Create(CultureInfo.InvariantCulture, $"abuse, {connections:N0} connections trying to sign in, p50"), flooded.P50, "ms")
            {
                Ceiling = alone.P50,
                Bar = Bar.AtMost(10),
                Note = string.Create(
                    CultureInfo.InvariantCulture,
                    $"{flooded}; {attempts.Statuses.Values.Sum() / attempts.Seconds:N0} attempts/s, responses {string.Join(", ", attempts.Statuses.OrderBy(one => one.Key).Select(one => $"{one.Key}: {one.Value:N0}"))}"),
            },
        ];
    }

    private static async Task<Percentiles> MeasureAsync(Load load, LoadOrder order, CancellationToken cancel) => new((await load.PublishAsync(order, cancel)).Times);
}
