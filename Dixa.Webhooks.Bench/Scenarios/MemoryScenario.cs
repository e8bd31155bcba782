using System.Diagnostics;
using System.Globalization;
using Dixa.Webhooks.Bench.Processes;
using Dixa.Webhooks.Bench.Receiving;
using Dixa.Webhooks.Bench.Reporting;
using Dixa.Webhooks.Bench.Traffic;

namespace Dixa.Webhooks.Bench.Scenarios;

/// <summary>The application's peak memory while it delivers a long backlog.</summary>
internal static class MemoryScenario
{
    private const double BarMegabytes = 350;

    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(100);

    public static async Task<Measurement> RunAsync(RunOptions run, int deliveries, int webhooks, int seconds, bool toTheEnd, CancellationToken cancel)
    {
        await using var receiver = await Receiver.StartAsync(run, cancel);
        using var store = new BenchStore();
        await store.FillAsync(receiver.Endpoints(webhooks), new BenchEvents(run.Seed, run.PayloadBytes), deliveries / webhooks, cancel);
        await using var app = AppProcess.Start(run.App, store);

        var peak = 0.0;
        int arrived;
        while ((arrived = (await receiver.CountAsync(cancel)).Answered) < deliveries
            && (toTheEnd || Stopwatch.GetElapsedTime(app.StartedAt).TotalSeconds < seconds))
        {
            app.ThrowIfEnded();
            peak = Math.Max(peak, ProcessFigures.ResidentMegabytes(app.Id));
            await Task.Delay(PollInterval, cancel);
        }

        var lasted = Stopwatch.GetElapsedTime(app.StartedAt).TotalSeconds;
        var (seen, distinct) = ((await receiver.CountAsync(cancel)).Answered, await receiver.DistinctAsync(cancel));
        if (arrived == 0 || distinct < seen)
        {
            throw new BenchException(string.Create(CultureInfo.InvariantCulture, $"{seen:N0} requests arrived within {lasted:0} s, {distinct:N0} distinct."));
        }

        return new Measurement(string.Create(CultureInfo.InvariantCulture, $"memory with {deliveries:N0} due, {Words.Webhooks(webhooks)}"), peak, "MB")
        {
            Bar = Bar.AtMost(BarMegabytes),
            Note = string.Create(CultureInfo.InvariantCulture, $"peak VmRSS; {arrived:N0} delivered in {lasted:0} s from the start"),
        };
    }
}
