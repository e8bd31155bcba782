using Dixa.Webhooks.Bench.Processes;
using Dixa.Webhooks.Bench.Receiving;

namespace Dixa.Webhooks.Bench.Ceilings;

/// <summary>The bare <c>HttpClient</c> loop, as the scenarios see it.</summary>
internal static class HttpLoop
{
    /// <summary>So many deliveries go before those that are measured, here and in the application.</summary>
    public const int WarmUpEvents = 20_000;

    /// <summary>Posts with each number of connections in turn, warm, and returns the fastest.</summary>
    public static async Task<HttpLoopAnswer> BestAsync(Receiver receiver, RunOptions run, int webhooks, int events, IEnumerable<int> connections, CancellationToken cancel)
    {
        var answers = new List<HttpLoopAnswer>();
        await using var process = CompanionProcess.Start(CommandLine.HttpLoop);
        foreach (var count in connections)
        {
            var order = new HttpLoopOrder([.. receiver.Endpoints(webhooks)], events, count, run.Seed, run.PayloadBytes);
            await process.AskAsync<HttpLoopOrder, HttpLoopAnswer>(order with { Events = Math.Max(1, WarmUpEvents / webhooks) }, cancel);
            await receiver.ResetAsync(cancel);
            var answer = await process.AskAsync<HttpLoopOrder, HttpLoopAnswer>(order, cancel);
            if ((await receiver.CountAsync(cancel)).Answered is var arrived && arrived != answer.Sent)
            {
                throw new BenchException($"The loop sent {answer.Sent} requests and {arrived} came in.");
            }

            answers.Add(answer);
        }

        return answers.MaxBy(answer => answer.Rate)!;
    }
}
