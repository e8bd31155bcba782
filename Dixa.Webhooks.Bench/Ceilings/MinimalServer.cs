using Dixa.Webhooks.Bench.Processes;

namespace Dixa.Webhooks.Bench.Ceilings;

/// <summary>Runs the minimal server for the scenarios.</summary>
internal sealed class MinimalServer : IAsyncDisposable
{
    private readonly CompanionProcess _process = CompanionProcess.Start(CommandLine.Server);

    public int Port { get; private set; }

    /// <param name="forward">The URL to post each body to; null for a sink.</param>
    public static async Task<MinimalServer> StartAsync(Uri? forward, CancellationToken cancel)
    {
        var server = new MinimalServer();
        server.Port = (await server._process.AskAsync<ServerOrder, ServerAnswer>(new ServerOrder(forward), cancel)).Port;
        return server;
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();
}
