using System.Globalization;
using Dixa.Webhooks.Bench.Circuits;
using Dixa.Webhooks.Bench.Processes;
using Dixa.Webhooks.Bench.Receiving;
using Dixa.Webhooks.Bench.Reporting;
using Dixa.Webhooks.Bench.Traffic;

namespace Dixa.Webhooks.Bench.Scenarios;

/// <summary>The memory and CPU time that open overview pages cost under load, and whether the memory is free again after they are closed.</summary>
internal static class PagesScenario
{
    /// <summary>The overview shows this many webhooks on a page.</summary>
    public const int Webhooks = 25;

    private const double Bar = 1.1;
    private const int WarmUpPages = 2;
    private const int Samples = 10;

    private static readonly TimeSpan SampleInterval = TimeSpan.FromMilliseconds(100);

    /// <param name="run">The options.</param>
    /// <param name="pages">The number of pages.</param>
    /// <param name="rate">Deliveries per second, a multiple of <see cref="Webhooks"/>.</param>
    /// <param name="times">The durations.</param>
    /// <param name="cancel">Stops.</param>
    public static async Task<IReadOnlyList<Measurement>> RunAsync(RunOptions run, int pages, int rate, PagesTimes times, CancellationToken cancel)
    {
        await using var receiver = await Receiver.StartAsync(run, cancel);
        using var store = new BenchStore();
        await store.FillAsync(receiver.Endpoints(Webhooks), new BenchEvents(run.Seed, run.PayloadBytes), count: 0, cancel);
        await using var app = AppProcess.Start(run.App, store, ("Limits:OpenPages:PerPerson", "10000"));
        await app.ListensAsync(cancel);
        using var client = await SignedIn.CreateAsync(app, cancel);
        await using var load = new Load();
        var order = new LoadOrder(app.Port, Connections: 16, times.Seconds, run.PayloadBytes, run.Seed) { Rate = rate / Webhooks };

        // The same load with a few pages, so that code is compiled and the heap has its size.
        await using (await OpenPages.OpenAsync(client, WarmUpPages, cancel))
        {
            await load.PublishAsync(order with { Seconds = run.WarmUp(times.Seconds, 1) }, cancel);
        }

        var alone = await WorkAsync(app, load, order, cancel);
        var before = await RestingAsync(app, times.Settle, cancel);
        double busy, open;
        string updates;
        await using (var opened = await OpenPages.OpenAsync(client, pages, cancel))
        {
            var first = opened.Updates();
            busy = await WorkAsync(app, load, order, cancel);
            updates = opened.Since(first);
            open = await RestingAsync(app, times.Settle, cancel);
            opened.ThrowIfEnded();
        }

        // The memory is read in the same state as before the pages were opened: after the same load, which makes the garbage collector run.
        await Task.Delay(TimeSpan.FromSeconds(times.Wait), cancel);
        await load.PublishAsync(order, cancel);
        var after = await RestingAsync(app, times.Settle, cancel);
        var scenario = string.Create(CultureInfo.InvariantCulture, $"pages {pages} open, {rate:N0} deliveries/s");
        return
        [
            new Measurement($"{scenario}, memory for each", (open - before) / pages, "MB")
            {
                Note = string.Create(CultureInfo.InvariantCulture, $"VmRSS {before:0} MB before and {open:0} MB with the pages, each {times.Settle} s after the load"),
            },
            new Measurement($"{scenario}, CPU", busy, "% of a core") { Ceiling = alone, Note = $"the ceiling is the same load without pages; {updates}" },
            new Measurement(string.Create(CultureInfo.InvariantCulture, $"{scenario}, memory {times.Wait} s after closing"), after, "MB")
            {
                Ceiling = before,
                Bar = Reporting.Bar.RatioAtMost(Bar),
                Note = "the ceiling is the memory before the pages were opened; each time after the same load without pages",
            },
        ];
    }

    /// <returns>The CPU time during the load, in percent of a core.</returns>
    private static async Task<double> WorkAsync(AppProcess app, Load load, LoadOrder order, CancellationToken cancel)
    {
        var worked = app.ProcessorTime;
        var answer = await load.PublishAsync(order, cancel);
        return (app.ProcessorTime - worked).TotalSeconds / answer.Seconds * 100;
    }

    /// <returns>The least resident memory within a second after the application was idle for a time.</returns>
    private static async Task<double> RestingAsync(AppProcess app, int seconds, CancellationToken cancel)
    {
        await Task.Delay(TimeSpan.FromSeconds(seconds), cancel);
        app.ThrowIfEnded();
        var least = double.MaxValue;
        for (var sample = 0; sample < Samples; sample++)
        {
            least = Math.Min(least, ProcessFigures.ResidentMegabytes(app.Id));
            await Task.Delay(SampleInterval, cancel);
        }

        return least;
    }
}

/// <summary>The durations of a measurement with pages, in seconds.</summary>
/// <param name="Seconds">The load, without and with pages.</param>
/// <param name="Settle">The idle time after a load, before memory is read.</param>
/// <param name="Wait">The idle time after the pages are closed.</param>
internal sealed record PagesTimes(int Seconds, int Settle, int Wait);
