using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using Dixa.Webhooks.Admin.Audit;
using Dixa.Webhooks.Admin.BulkActions;
using Dixa.Webhooks.Admin.Dispatch;
using Dixa.Webhooks.Admin.Recording;
using Dixa.Webhooks.Admin.Replays;
using Dixa.Webhooks.Admin.Retention;
using Dixa.Webhooks.Admin.Storage;
using Dixa.Webhooks.Admin.Subscriptions;
using Dixa.Webhooks.Bench.History;
using Dixa.Webhooks.Bench.Processes;
using Dixa.Webhooks.Bench.Reporting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Dixa.Webhooks.Bench.Scenarios;

/// <summary>
/// The queries of the screens and the REST API over a long history. Each figure covers everything that a page, a part of it or an API operation
/// reads, with the application's own classes, without rendering.
/// </summary>
internal static class ReadsScenario
{
    private const double BarMilliseconds = 50;
    private const double ScrapeBarMilliseconds = 10;
    private const int FewestShown = 3;
    private const int MostShown = 10;

    /// <summary>A slow query is not repeated after this time.</summary>
    private static readonly TimeSpan LongestMeasurement = TimeSpan.FromSeconds(5);

    public static async IAsyncEnumerable<Measurement> RunAsync(RunOptions run, int deliveries, int webhooks, int times, [EnumeratorCancellation] CancellationToken cancel)
    {
        using var store = new BenchStore(run.Postgres);
        var started = Stopwatch.GetTimestamp();
        var ids = await store.CreateAsync(ReadsHistory.Webhooks(webhooks), cancel);
        await BenchHistory.CreateAsync(store, ids, ReadsHistory.Shape(deliveries), cancel);
        ReadsSubjects.Create(store);
        await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"The history was created in {Stopwatch.GetElapsedTime(started).TotalSeconds:0} s."));

        await foreach (var measured in QueriesAsync(run, store, ids, deliveries, times, cancel))
        {
            yield return measured;
        }

        yield return await ScrapeAsync(run, store, deliveries, times, cancel);
    }

    private static async IAsyncEnumerable<Measurement> QueriesAsync(
        RunOptions run, BenchStore store, IReadOnlyList<Guid> ids, int deliveries, int times, [EnumeratorCancellation] CancellationToken cancel)
    {
        await using var provider = Services(store).BuildServiceProvider();
        await provider.OpenStoreAsync();
        var sample = await ReadsSample.TakeAsync(provider, ids, deliveries, cancel);
        var scenario = string.Create(CultureInfo.InvariantCulture, $"reads over {deliveries:N0} deliveries{run.Words}");
        foreach (var read in ScreenReads.Of(provider, sample, cancel).Concat(ApiReads.Of(provider, sample, cancel)).Concat(FindReads.Of(provider, sample, cancel)).Concat(ReplayReads.Of(provider, sample, cancel)))
        {
            var (measured, first) = await MeasureAsync(read, times, cancel);
            yield return Reported($"{scenario}, {read.Name}", measured) with
            {
                Bar = Bar.AtMost(read.BarMilliseconds),
                Note = string.Create(CultureInfo.InvariantCulture, $"{measured}; first {first.TotalMilliseconds:0.0} ms"),
            };
        }

        foreach (var (name, id) in sample.Webhooks)
        {
            yield return await SlowestAsync($"{scenario}, deliveries of the {name} webhook, slowest filter", FilterReads.Of(provider, sample, id, cancel), times, cancel);
        }
    }

    /// <summary>Reads the metrics of a process that does not deliver, so that nothing else happens.</summary>
    private static async Task<Measurement> ScrapeAsync(RunOptions run, BenchStore store, int deliveries, int times, CancellationToken cancel)
    {
        await using var app = AppProcess.Start(run.App, store, [.. Scraper.Settings, ("Node:Roles", "Ingest")]);
        await app.ListensAsync(cancel);
        var measured = await Scraper.MeasureAsync(app, times, cancel);
        return new Measurement(string.Create(CultureInfo.InvariantCulture, $"reads over {deliveries:N0} deliveries{run.Words}, scrape of the metrics, p95"), measured.P95, "ms")
        {
            Bar = Bar.AtMost(ScrapeBarMilliseconds),
            Note = measured.ToString(),
        };
    }

    private static IServiceCollection Services(BenchStore store)
    {
        var configuration = new ConfigurationBuilder().Build();
        return store.Services().AddSingleton(TimeProvider.System).AddAudit().AddRetention().AddRecording().AddDispatch(configuration).AddSubscriptions().AddBulkActions().AddReplays();
    }

    private static async Task<Measurement> SlowestAsync(string scenario, IEnumerable<Read> reads, int times, CancellationToken cancel)
    {
        var all = new List<(string Name, Percentiles Measured)>();
        foreach (var read in reads)
        {
            all.Add((read.Name, (await MeasureAsync(read, times, cancel)).Measured));
        }

        all.Sort((left, right) => right.Measured.P95.CompareTo(left.Measured.P95));
        var missed = all.Count(one => one.Measured.P95 > BarMilliseconds);
        var slowest = all.Take(Math.Clamp(missed, FewestShown, MostShown)).Select(one => string.Create(CultureInfo.InvariantCulture, $"{one.Name} {one.Measured.P95:0.0} ms"));
        return Reported(scenario, all[0].Measured) with { Note = $"{missed} of {all.Count} filters miss the bar; the slowest: {string.Join("; ", slowest)}" };
    }

    private static Measurement Reported(string scenario, Percentiles measured) => new($"{scenario}, p95", measured.P95, "ms") { Bar = Bar.AtMost(BarMilliseconds) };

    /// <summary>The first run compiles the query, once per process, so it is measured separately.</summary>
    private static async Task<(Percentiles Measured, TimeSpan First)> MeasureAsync(Read read, int times, CancellationToken cancel)
    {
        var started = Stopwatch.GetTimestamp();
        await read.RunAsync();
        var first = Stopwatch.GetElapsedTime(started);
        var ticks = new List<long>(times);
        var begun = Stopwatch.GetTimestamp();
        while (ticks.Count == 0 || (ticks.Count < times && Stopwatch.GetElapsedTime(begun) < LongestMeasurement))
        {
            cancel.ThrowIfCancellationRequested();
            started = Stopwatch.GetTimestamp();
            await read.RunAsync();
            ticks.Add(Stopwatch.GetTimestamp() - started);
        }

        return (new Percentiles(ticks), first);
    }
}
