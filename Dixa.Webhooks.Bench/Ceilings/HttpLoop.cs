using Dixa.Webhooks.Bench.Processes;
using Dixa.Webhooks.Bench.Receiving;

namespace Dixa.Webhooks.Bench.Ceilings;

/// <summary>The bare <c>HttpClient</c> loop, as the scenarios see it.</summary>
internal static class HttpLoop
{
    /// <summary>So many deliveries go before those that are measured, here and in the application.</summary>
    public const int WarmUpEvents = 20_000;

    /// <summary>Deliveries a second, at the best of several numbers of connections.</summary>
    public static async Task<double> BestAsync(Receiver receiver, RunOptions run, int webhooks, int events, IEnumerable<int> connections, CancellationToken cancel)
    {
        var best = 0.0;
        await using var process = CompanionProcess.Start(CommandLine.HttpLoop);
        foreach (var count in connections)
        {
            var order = new HttpLoopOrder([.. receiver.Endpoints(webhooks)], events, count, run.Seed, run.PayloadBytes);
            await process.AskAsync<HttpLoopOrder, HttpLoopAnswer>(order with { Events = Math.Max(1, WarmUpEvents / webhooks) }, cancel);
            await receiver.ResetAsync(cancel);
            var answer = await process.AskAsync<HttpLoopOrder, HttpLoopAnswer>(order, cancel);
            best = Math.Max(best, answer.Sent / answer.Seconds);
        }

        return best;
    }
}
