using System.Globalization;
using Dixa.Webhooks.Bench.Ceilings;
using Dixa.Webhooks.Bench.Receiving;
using Dixa.Webhooks.Bench.Reporting;

namespace Dixa.Webhooks.Bench.Scenarios;

/// <summary>Delivers a stored backlog, compared with a bare loop; then again under conditions, each compared with the drain without it.</summary>
internal static class DrainScenario
{
    public static async Task<IReadOnlyList<Measurement>> RunAsync(
        RunOptions run, int deliveries, int webhooks, IReadOnlyList<DrainCondition> conditions, CancellationToken cancel)
    {
        await using var receiver = await Receiver.StartAsync(run, cancel);

        // One webhook has 16 requests in flight by default. Many webhooks have more in total, so the loop uses its best number.
        int[] connections = webhooks == 1 || run.IsQuick ? [16] : [16, 64];
        var before = await HttpLoop.BestAsync(receiver, run, webhooks, deliveries / webhooks, connections, cancel);
        var backlog = new Backlog(run, receiver, deliveries, webhooks);
        var plain = await backlog.DrainAsync(DrainCondition.None, cancel);
        var after = run.IsQuick ? before : await HttpLoop.BestAsync(receiver, run, webhooks, deliveries / webhooks, connections, cancel);

        var loop = before.Rate > after.Rate ? before : after;
        var scenario = string.Create(CultureInfo.InvariantCulture, $"drain {deliveries:N0}, {Words.Webhooks(webhooks)}{run.Words}");
        var measurements = new List<Measurement>
        {
            Measured(scenario, plain, backlog, loop.Rate, Least(run, webhooks)) with
            {
                Note = string.Create(
                    CultureInfo.InvariantCulture,
                    $"{Note(plain, backlog)} ({deliveries / plain.Worked.TotalSeconds:N0} per core-second), the loop with {loop.Connections} connections {Microseconds(loop.ProcessorSeconds, loop.Sent)}"),
            },
        };
        foreach (var condition in conditions)
        {
            // The drain without the condition is measured before and after, because the speed of a machine changes.
            var drained = await backlog.DrainAsync(condition, cancel);
            var again = run.IsQuick ? plain : await backlog.DrainAsync(DrainCondition.None, cancel);
            measurements.Add(Compared(scenario + condition.Words, backlog, drained, plain, again, condition.Bar));
            plain = again;
        }

        return measurements;
    }

    private static Measurement Compared(string scenario, Backlog backlog, Drain drained, Drain before, Drain after, double bar)
    {
        var seconds = (before.Seconds + after.Seconds) / 2;
        return Measured(scenario, drained, backlog, backlog.Deliveries / seconds, bar) with
        {
            Note = string.Create(CultureInfo.InvariantCulture, $"{Note(drained, backlog)}; without it {before.Seconds:0.0} s before and {after.Seconds:0.0} s after"),
        };
    }

    private static Measurement Measured(string scenario, Drain drained, Backlog backlog, double ceiling, double least) =>
        new(scenario, backlog.Deliveries / drained.Seconds, "deliveries/s") { Ceiling = ceiling, Bar = Bar.RatioAtLeast(least) };

    private static double Least(RunOptions run, int webhooks) => (run.Postgres, run.Processes, webhooks) switch
    {
        (null, _, 1) => 0.65,
        (null, _, _) => 0.55,
        (_, > 1, _) => 0.45,
        (_, _, 1) => 0.25,
        _ => 0.35,
    };

    private static string Note(Drain drained, Backlog backlog) => string.Create(
        CultureInfo.InvariantCulture, $"{drained.Words}; {drained.Seconds:0.0} s; CPU time for each {Microseconds(drained.Worked.TotalSeconds, backlog.Deliveries)}");

    private static string Microseconds(double seconds, int deliveries) => string.Create(CultureInfo.InvariantCulture, $"{seconds / deliveries * 1e6:0} µs");
}
