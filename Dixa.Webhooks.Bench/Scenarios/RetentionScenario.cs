using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using Dixa.Webhooks.Admin.Audit;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Retention;
using Dixa.Webhooks.Admin.Storage;
using Dixa.Webhooks.Bench.History;
using Dixa.Webhooks.Bench.Processes;
using Dixa.Webhooks.Bench.Receiving;
using Dixa.Webhooks.Bench.Reporting;
using Dixa.Webhooks.Bench.Traffic;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;

namespace Dixa.Webhooks.Bench.Scenarios;

/// <summary>Purges a long history: alone, during a drain, and during a steady load.</summary>
internal static class RetentionScenario
{
    private const int Webhooks = 10;
    private const int DrainedWebhooks = 1;
    private const int Rate = 200;
    private const double BarMegabytes = 350;

    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(200);

    private static readonly (string Key, string Value)[] Purging = [("Retention:Days", "1"), ("Retention:KeepPerEventType", "0"), ("Retention:Interval", "00:00:01")];

    public static async IAsyncEnumerable<Measurement> RunAsync(RunOptions run, int deliveries, int drained, int seconds, [EnumeratorCancellation] CancellationToken cancel)
    {
        yield return await AloneAsync(run, deliveries, cancel);
        foreach (var measured in await DrainScenario.RunAsync(run, drained, DrainedWebhooks, [DrainCondition.Purge(deliveries)], cancel))
        {
            yield return measured;
        }

        foreach (var measured in await UnderLoadAsync(run, deliveries, seconds, cancel))
        {
            yield return measured;
        }
    }

    /// <summary>Purges with the application's own classes, while nothing else uses the store.</summary>
    private static async Task<Measurement> AloneAsync(RunOptions run, int deliveries, CancellationToken cancel)
    {
        using var store = new BenchStore(run.Postgres);
        var ids = await store.CreateAsync(BenchWebhook.ForEach(Enumerable.Range(0, Webhooks).Select(number => new Uri($"http://127.0.0.1:9/{number}"))), cancel);
        await BenchHistory.CreateAsync(store, ids, HistoryShape.Even(deliveries, Webhooks, BenchEvents.Type.Fqn), cancel);
        await using var provider = store.Services()
            .AddSingleton<IHostApplicationLifetime, ApplicationLifetime>()
            .AddSingleton(new ConfigurationBuilder().Build())
            .AddAudit()
            .AddRetention()
            .Configure<RetentionOptions>(options => (options.Days, options.KeepPerEventType) = (1, 0))
            .BuildServiceProvider();
        await provider.OpenStoreAsync();
        var attempts = store.Scalar("SELECT count(*) FROM attempts");
        var started = Stopwatch.GetTimestamp();
        var purged = await provider.GetRequiredService<HistoryPurge>().RunAsync(Actor.System, cancel) ?? throw new BenchException("Another process purges the store.");
        var took = Stopwatch.GetElapsedTime(started);
        var rows = purged.Rows + attempts - store.Scalar("SELECT count(*) FROM attempts");
        return new Measurement(string.Create(CultureInfo.InvariantCulture, $"retention, {deliveries:N0} deliveries, nothing else{run.Words}"), rows / took.TotalSeconds, "rows/s")
        {
            Bar = Bar.AtLeast(20_000),
            Note = string.Create(CultureInfo.InvariantCulture, $"purged {purged.Deliveries:N0} deliveries and {purged.Events:N0} events, with attempts {rows:N0} rows, in {took.TotalSeconds:0.0} s"),
        };
    }

    /// <summary>Measures the latency and the memory while the application purges, and the latency without it.</summary>
    private static async Task<IReadOnlyList<Measurement>> UnderLoadAsync(RunOptions run, int deliveries, int seconds, CancellationToken cancel)
    {
        await using var receiver = await Receiver.StartAsync(run, cancel);
        var (without, _) = await UnderLoadAsync(run, receiver, deliveries, seconds, [("Retention:Days", "0")], cancel);
        var (with, megabytes) = await UnderLoadAsync(run, receiver, deliveries, seconds, Purging, cancel);
        var scenario = string.Create(CultureInfo.InvariantCulture, $"retention, {deliveries:N0} deliveries, during {Rate} events/s{run.Words}");
        return
        [
            new Measurement($"{scenario}, p95", with.P95, "ms") { Ceiling = without.P95, Bar = Bar.RatioAtMost(1.5), Note = $"{with}; without the purge {without}" },
            new Measurement($"{scenario}, memory", megabytes, "MB") { Bar = Bar.AtMost(BarMegabytes), Note = "peak VmRSS" },
        ];
    }

    private static async Task<(Percentiles Latency, double Megabytes)> UnderLoadAsync(
        RunOptions run, Receiver receiver, int deliveries, int seconds, (string Key, string Value)[] settings, CancellationToken cancel)
    {
        await using var load = new Load();
        using var store = new BenchStore(run.Postgres);
        var ids = await store.CreateAsync(BenchWebhook.ForEach(receiver.Endpoints(1)), cancel);
        await BenchHistory.CreateAsync(store, ids, HistoryShape.Even(deliveries, 1, BenchEvents.Type.Fqn), cancel);
        await using var app = AppProcess.Start(run.App, store, settings);
        await app.ListensAsync(cancel);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var peak = PeakAsync(app, stop.Token);
        var order = new LoadOrder(app.Port, Connections: 64, seconds, run.PayloadBytes, run.Seed) { Rate = Rate };
        var latency = await LatencyScenario.MeasureAsync(run, receiver, load, order, cancel);
        await stop.CancelAsync();
        return (latency, await peak);
    }

    private static async Task<double> PeakAsync(AppProcess app, CancellationToken stop)
    {
        var peak = 0.0;
        while (!stop.IsCancellationRequested)
        {
            peak = Math.Max(peak, ProcessFigures.ResidentMegabytes(app.Id));
            await Task.Delay(PollInterval, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return peak;
    }
}
