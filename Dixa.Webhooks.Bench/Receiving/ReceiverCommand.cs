using Dixa.Webhooks.Bench.Processes;

namespace Dixa.Webhooks.Bench.Receiving;

/// <summary>The receiver's process, with a real web server or raw sockets.</summary>
internal static class ReceiverCommand
{
    public static async Task<int> RunAsync(CancellationToken cancel)
    {
        var arrivals = new Arrivals();
        return await ServeAsync(arrivals, await WebServer.StartAsync(arrivals, cancel), cancel);
    }

    public static async Task<int> RunRawAsync(CancellationToken cancel)
    {
        var arrivals = new Arrivals();
        using var server = new RawServer(arrivals);
        return await ServeAsync(arrivals, server.Port, cancel);
    }

    private static Task<int> ServeAsync(Arrivals arrivals, int port, CancellationToken cancel) =>
        Companion.ServeAsync<ReceiverOrder, ReceiverAnswer>(order => Task.FromResult(Answer(arrivals, port, order)), cancel);

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
