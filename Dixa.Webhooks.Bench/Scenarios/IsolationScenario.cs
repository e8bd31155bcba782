using System.Diagnostics;
using System.Globalization;
using Dixa.Webhooks.Admin.Domain.Events;
using Dixa.Webhooks.Bench.Processes;
using Dixa.Webhooks.Bench.Receiving;
using Dixa.Webhooks.Bench.Reporting;
using Dixa.Webhooks.Bench.Traffic;

namespace Dixa.Webhooks.Bench.Scenarios;

/// <summary>
/// The latency of healthy endpoints while half of all endpoints hang until the timeout, and while the failed deliveries of one more webhook are resent.
/// </summary>
internal static class IsolationScenario
{
    // Longer than the timeout, so that every possible request of a hung lane is in flight and hanging.
    private const int WarmUpSeconds = 15;
    private const int QuickWarmUpSeconds = 1;

    private const double Bar = 2;
    private const double ResendsBar = 1.5;

    /// <summary>Measures with webhooks that each subscribe to one event type, in rotation, at a rate in events per second for each webhook.</summary>
    public static async Task<IReadOnlyList<Measurement>> RunAsync(RunOptions run, int webhooks, int rate, int seconds, int resends, CancellationToken cancel)
    {
        var healthy = await MeasureAsync(run, webhooks, rate, seconds, hanging: false, resends: 0, cancel);
        var mixed = await MeasureAsync(run, webhooks, rate, seconds, hanging: true, resends: 0, cancel);
        var hung = new Measurement($"isolation {Words.Webhooks(webhooks)}, half of them hang, healthy p95", mixed.Latency.P95, "ms")
        {
            Ceiling = healthy.Latency.P95,
            Bar = Reporting.Bar.RatioAtMost(Bar),
            Note = string.Create(CultureInfo.InvariantCulture, $"{mixed.Latency}; none hanging {healthy.Latency}; {mixed.Hung:N0} requests hung; {mixed.Workers}"),
        };
        if (resends == 0)
        {
            return [hung];
        }

        var busy = await MeasureAsync(run, webhooks, rate, seconds, hanging: false, resends, cancel);
        return
        [
            hung,
            new Measurement(string.Create(CultureInfo.InvariantCulture, $"isolation {Words.Webhooks(webhooks)}, while {resends:N0} deliveries of another are resent, p95"), busy.Latency.P95, "ms")
            {
                Ceiling = healthy.Latency.P95,
                Bar = Reporting.Bar.RatioAtMost(ResendsBar),
                Note = string.Create(CultureInfo.InvariantCulture, $"{busy.Latency}; nothing resent {healthy.Latency}; {busy.Resent:N0} resent in the measured time; {busy.Workers}"),
            },
        ];
    }

    private static async Task<Result> MeasureAsync(RunOptions run, int webhooks, int rate, int seconds, bool hanging, int resends, CancellationToken cancel)
    {
        await using var receiver = await Receiver.StartAsync(run, cancel);
        await using var load = new Load();
        var types = Math.Min(webhooks, EventCatalogue.All.Count);
        using var store = new BenchStore();
        if (resends > 0)
        {
            await FailedDeliveries.ResendAsync(store, receiver.Endpoint(webhooks), new BenchEvents(run.Seed + 1, run.PayloadBytes), resends, cancel);
        }

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
        var endedAt = Stopwatch.GetTimestamp();
        await workers.StopAsync();

        var answering = Enumerable.Range(0, webhooks).Count(number => !hanging || IsHealthy(number));
        await Drained.ArrivedAsync(receiver, (int)((long)published.Accepted * answering / types) + resends, cancel);
        var since = startedAt + (warmUp * Stopwatch.Frequency);
        var arrivals = await receiver.ArrivalsAsync(cancel);
        var latency = from arrival in arrivals
                      where arrival.Endpoint < webhooks && IsHealthy(arrival.Endpoint)
                      let scheduledAt = TimedId.ScheduledAt(arrival.EventId)
                      where scheduledAt >= since
                      select arrival.At - scheduledAt;
        var resent = arrivals.Where(arrival => arrival.Endpoint == webhooks).ToList();
        return resent.Select(arrival => arrival.EventId).Distinct().Count() == resends && resent.Count == resends
            ? new Result(new Percentiles(latency), workers, (await receiver.CountAsync(cancel)).Hung, resent.Count(arrival => arrival.At >= since && arrival.At <= endedAt))
            : throw new BenchException(string.Create(CultureInfo.InvariantCulture, $"{resends:N0} deliveries were resent, but {resent.Count:N0} requests arrived."));
    }

    /// <summary>True for half of the webhooks, and half of those with the same event type.</summary>
    private static bool IsHealthy(int number) => (number + (number / EventCatalogue.All.Count)) % 2 == 0;

    private sealed record Result(Percentiles Latency, BusyWorkers Workers, int Hung, int Resent);
}
