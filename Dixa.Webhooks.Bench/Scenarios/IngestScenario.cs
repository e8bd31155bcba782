using System.Globalization;
using Dixa.Webhooks.Bench.Ceilings;
using Dixa.Webhooks.Bench.Processes;
using Dixa.Webhooks.Bench.Receiving;
using Dixa.Webhooks.Bench.Reporting;
using Dixa.Webhooks.Bench.Traffic;

namespace Dixa.Webhooks.Bench.Scenarios;

/// <summary>Events accepted per second, while a number of connections publish as fast as they get responses.</summary>
internal static class IngestScenario
{
    private const double WarmUpSeconds = 3;
    private const double QuickSeconds = 0.3;

    /// <summary>Measures with a number of subscribed webhooks: none measures only the intake, one or more also deliver at the same time.</summary>
    public static async Task<Measurement> RunAsync(RunOptions run, IngestShape shape, int webhooks, int seconds, CancellationToken cancel)
    {
        // One load process for each application process; together they make the shape.
        var loads = Enumerable.Range(0, run.Processes).Select(_ => new Load()).ToList();
        await using var all = new Several(loads);
        var load = loads[0];
        var order = new LoadOrder(Port: 0, shape.Connections, run.IsQuick ? QuickSeconds : seconds, run.PayloadBytes, run.Seed) { EventsPerRequest = shape.EventsPerRequest };

        double ceiling;
        await using (var sink = await MinimalServer.StartAsync(forward: null, cancel))
        {
            ceiling = Rate(await TwiceAsync(run, load, order with { Port = sink.Port }, cancel));
        }

        await using var receiver = await Receiver.StartAsync(run, cancel);
        using var store = new BenchStore(run.Postgres);
        await store.FillAsync(receiver.Endpoints(webhooks), new BenchEvents(run.Seed, run.PayloadBytes), count: 0, cancel);
        var apps = loads.Select(_ => AppProcess.Start(run.App, store)).ToList();
        await using var running = new Several(apps);
        foreach (var app in apps)
        {
            await app.ListensAsync(cancel);
        }

        var answers = await Task.WhenAll(apps.Zip(loads, (app, each) => TwiceAsync(
            run, each, order with { Port = app.Port, Connections = Math.Max(1, shape.Connections / apps.Count), Seed = order.Seed + (app.Port * 10) }, cancel)));

        var stored = store.Scalar("SELECT COUNT(*) FROM events");
        var deliveries = store.Scalar("SELECT COUNT(*) FROM deliveries");
        var accepted = answers.Sum(answer => answer.Warm.Accepted + answer.Measured.Accepted);
        if (stored != accepted || deliveries != accepted * webhooks)
        {
            throw new BenchException(string.Create(
                CultureInfo.InvariantCulture, $"{accepted:N0} events got a 202 response, but the database has {stored:N0} events and {deliveries:N0} deliveries."));
        }

        var arrived = (await receiver.CountAsync(cancel)).Answered;
        return new Measurement($"ingest {shape.Name}, {Words.Webhooks(webhooks)}{run.Words}", answers.Sum(Rate), "events/s")
        {
            Ceiling = ceiling,
            Bar = webhooks < shape.Bars.Count ? Bar.AtLeast(shape.Bars[webhooks]) : null,
            Note = string.Create(CultureInfo.InvariantCulture, $"{accepted:N0} accepted and stored{(webhooks == 0 ? "" : $", {arrived:N0} delivered so far")}"),
        };
    }

    private static async Task<(LoadAnswer Warm, LoadAnswer Measured)> TwiceAsync(RunOptions run, Load load, LoadOrder order, CancellationToken cancel) =>
        (await load.PublishAsync(order with { Seconds = run.WarmUp(WarmUpSeconds, QuickSeconds), Seed = order.Seed + 1 }, cancel), await load.PublishAsync(order, cancel));

    private static double Rate((LoadAnswer Warm, LoadAnswer Measured) answers) => answers.Measured.Accepted / answers.Measured.Seconds;
}

/// <summary>How events are published.</summary>
/// <param name="Name">The name in the table.</param>
/// <param name="EventsPerRequest">More than one means arrays.</param>
/// <param name="Connections">The number of publishing connections.</param>
/// <param name="Bars">The targets in events per second: without a webhook, and with one.</param>
internal sealed record IngestShape(string Name, int EventsPerRequest, int Connections, IReadOnlyList<double> Bars);
