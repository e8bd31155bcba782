using System.Globalization;
using Dixa.Webhooks.Bench.Ceilings;
using Dixa.Webhooks.Bench.Processes;
using Dixa.Webhooks.Bench.Receiving;
using Dixa.Webhooks.Bench.Reporting;
using Dixa.Webhooks.Bench.Traffic;

namespace Dixa.Webhooks.Bench.Scenarios;

/// <summary>Events stored and answered a second, while as many connections as asked publish as fast as they get answers.</summary>
internal static class IngestScenario
{
    private const double WarmUpSeconds = 3;

    /// <param name="run">What every scenario needs to know.</param>
    /// <param name="shape">How the events are published.</param>
    /// <param name="webhooks">How many subscribe: with none it is the intake alone, with one the deliveries flow meanwhile.</param>
    /// <param name="seconds">How long it is measured.</param>
    /// <param name="cancel">Ends it.</param>
    public static async Task<Measurement> RunAsync(RunOptions run, IngestShape shape, int webhooks, int seconds, CancellationToken cancel)
    {
        // One for each process, which together make the shape.
        var loads = Enumerable.Range(0, run.Processes).Select(_ => new Load()).ToList();
        await using var all = new Several(loads);
        var load = loads[0];
        var order = new LoadOrder(Port: 0, shape.Connections, seconds, run.PayloadBytes, run.Seed) { EventsPerRequest = shape.EventsPerRequest };

        double ceiling;
        await using (var sink = await MinimalServer.StartAsync(forward: null, cancel))
        {
            ceiling = Rate(await TwiceAsync(load, order with { Port = sink.Port }, cancel));
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
            each, order with { Port = app.Port, Connections = Math.Max(1, shape.Connections / apps.Count), Seed = order.Seed + (app.Port * 10) }, cancel)));

        var stored = store.Scalar("SELECT COUNT(*) FROM events");
        var deliveries = store.Scalar("SELECT COUNT(*) FROM deliveries");
        var accepted = answers.Sum(answer => answer.Warm.Accepted + answer.Measured.Accepted);
        if (stored != accepted || deliveries != accepted * webhooks)
        {
            throw new BenchException(string.Create(
                CultureInfo.InvariantCulture, $"{accepted:N0} events were answered with 202; the store has {stored:N0} and {deliveries:N0} deliveries."));
        }

        var arrived = (await receiver.CountAsync(cancel)).Answered;
        return new Measurement($"ingest {shape.Name}, {Words.Webhooks(webhooks)}{run.Words}", answers.Sum(Rate), "events/s")
        {
            Ceiling = ceiling,
            Bar = webhooks == 0 && shape.Bar is { } bar ? Bar.AtLeast(bar) : null,
            Note = string.Create(CultureInfo.InvariantCulture, $"{accepted:N0} answered 202, as many stored{(webhooks == 0 ? "" : $", {arrived:N0} delivered by then")}"),
        };
    }

    private static async Task<(LoadAnswer Warm, LoadAnswer Measured)> TwiceAsync(Load load, LoadOrder order, CancellationToken cancel) =>
        (await load.PublishAsync(order with { Seconds = WarmUpSeconds, Seed = order.Seed + 1 }, cancel), await load.PublishAsync(order, cancel));

    private static double Rate((LoadAnswer Warm, LoadAnswer Measured) answers) => answers.Measured.Accepted / answers.Measured.Seconds;
}

/// <summary>How events are published.</summary>
/// <param name="Name">As the table calls it.</param>
/// <param name="EventsPerRequest">More than one makes an array.</param>
/// <param name="Connections">How many publish at a time.</param>
/// <param name="Bar">Events a second that must be reached.</param>
internal sealed record IngestShape(string Name, int EventsPerRequest, int Connections, double? Bar);
