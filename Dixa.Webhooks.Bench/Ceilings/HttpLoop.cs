using Dixa.Webhooks.Bench.Processes;
using Dixa.Webhooks.Bench.Receiving;

namespace Dixa.Webhooks.Bench.Ceilings;

/// <summary>Runs the bare <c>HttpClient</c> loop for the scenarios.</summary>
internal static class HttpLoop
{
    /// <summary>The number of deliveries for warm-up before the measured ones, here and in the application.</summary>
    public static int WarmUpEvents(RunOptions run) => run.WarmUp(20_000, quick: 200);

    /// <summary>Measures each number of connections after a warm-up and returns the fastest result.</summary>
    public static async Task<HttpLoopAnswer> BestAsync(Receiver receiver, RunOptions run, int webhooks, int events, IEnumerable<int> connections, CancellationToken cancel)
    {
        var answers = new List<HttpLoopAnswer>();
        await using var process = CompanionProcess.Start(CommandLine.HttpLoop);
        foreach (var count in connections)
        {
            var order = new HttpLoopOrder([.. receiver.Endpoints(webhooks)], events, count, run.Seed, run.PayloadBytes);
            await process.AskAsync<HttpLoopOrder, HttpLoopAnswer>(order with { Events = Math.Max(1, WarmUpEvents(run) / webhooks) }, cancel);
            await receiver.ResetAsync(cancel);
            var answer = await process.AskAsync<HttpLoopOrder, HttpLoopAnswer>(order, cancel);
            if ((await receiver.CountAsync(cancel)).Answered is var arrived && arrived != answer.Sent)
            {
                throw new BenchException($"The loop sent {answer.Sent} requests, but {arrived} arrived.");
            }

            answers.Add(answer);
        }

        return answers.MaxBy(answer => answer.Rate)!;
    }
}
