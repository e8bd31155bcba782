using Dixa.Webhooks.Bench.Processes;

namespace Dixa.Webhooks.Bench.Receiving;

/// <summary>Runs the receiver for the scenarios.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private readonly CompanionProcess _process;
    private int _port;

    private Receiver(CompanionProcess process) => _process = process;

    public static async Task<Receiver> StartAsync(RunOptions run, CancellationToken cancel)
    {
        var receiver = new Receiver(CompanionProcess.Start(run.RawReceiver ? CommandLine.RawReceiver : CommandLine.Receiver));
        receiver._port = (await receiver.AskAsync(new ReceiverOrder(ReceiverQuestion.Port), cancel)).Port;
        return receiver;
    }

    /// <summary>A URL that responds immediately.</summary>
    public Uri Endpoint(int number) => new($"http://127.0.0.1:{_port}/w/{number}");

    /// <summary>A URL that never responds.</summary>
    public Uri HangingEndpoint(int number) => new($"http://127.0.0.1:{_port}/hang/{number}");

    public IEnumerable<Uri> Endpoints(int count) => Enumerable.Range(0, count).Select(Endpoint);

    public Task ResetAsync(CancellationToken cancel) => AskAsync(new ReceiverOrder(ReceiverQuestion.Reset), cancel);

    public async Task<ReceiverCount> CountAsync(CancellationToken cancel) => (await AskAsync(new ReceiverOrder(ReceiverQuestion.Count), cancel)).Count;

    /// <summary>The number of distinct pairs of endpoint and event received.</summary>
    public async Task<int> DistinctAsync(CancellationToken cancel) => (await AskAsync(new ReceiverOrder(ReceiverQuestion.Distinct), cancel)).Distinct;

    public async Task<IReadOnlyList<Arrival>> ArrivalsAsync(CancellationToken cancel)
    {
        var file = Path.GetTempFileName();
        try
        {
            await AskAsync(new ReceiverOrder(ReceiverQuestion.Write, file), cancel);
            return Arrivals.Read(file);
        }
        finally
        {
            File.Delete(file);
        }
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private Task<ReceiverAnswer> AskAsync(ReceiverOrder order, CancellationToken cancel) => _process.AskAsync<ReceiverOrder, ReceiverAnswer>(order, cancel);
}
