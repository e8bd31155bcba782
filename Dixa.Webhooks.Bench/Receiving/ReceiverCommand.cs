using Dixa.Webhooks.Bench.Processes;

namespace Dixa.Webhooks.Bench.Receiving;

/// <summary>The receiver's process.</summary>
internal static class ReceiverCommand
{
    public static async Task<int> RunAsync(CancellationToken cancel)
    {
        var arrivals = new Arrivals();
        using var server = new ReceiverServer(arrivals);
        return await Companion.ServeAsync<ReceiverOrder, ReceiverAnswer>(order => Task.FromResult(Answer(arrivals, server.Port, order)), cancel);
    }

    private static ReceiverAnswer Answer(Arrivals arrivals, int port, ReceiverOrder order)
    {
        switch (order.Ask)
        {
            case ReceiverQuestion.Reset:
                arrivals.Reset();
                break;

            case ReceiverQuestion.Write:
                arrivals.Write(order.File!);
                break;
        }

        return new ReceiverAnswer(arrivals.Count(), port, order.Ask is ReceiverQuestion.Distinct ? arrivals.Distinct() : 0);
    }
}
