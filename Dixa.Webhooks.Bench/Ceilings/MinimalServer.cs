using Dixa.Webhooks.Bench.Processes;

namespace Dixa.Webhooks.Bench.Ceilings;

/// <summary>The minimal server, as the scenarios see it.</summary>
internal sealed class MinimalServer : IAsyncDisposable
{
    private readonly CompanionProcess _process = CompanionProcess.Start(CommandLine.Server);

    public int Port { get; private set; }

    /// <param name="forward">Where each body is posted to; null makes it a mere sink.</param>
    public static async Task<MinimalServer> StartAsync(Uri? forward, CancellationToken cancel)
    {
        var server = new MinimalServer();
        server.Port = (await server._process.AskAsync<ServerOrder, ServerAnswer>(new ServerOrder(forward), cancel)).Port;
        return server;
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();
}
