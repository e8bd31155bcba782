using Dixa.Webhooks.Admin.Dispatch;
using Dixa.Webhooks.Admin.Dispatch.Addresses;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Dixa.Webhooks.Admin.Sandbox;

/// <summary>Lets requests to the sandbox through, once the server listens and its address is known.</summary>
internal sealed partial class SandboxStart(SandboxEndpoint own, IServer server, ILogger<SandboxStart> logger) : IHostedLifecycleService
{
    // Before the lanes start.
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        own.Expect(SandboxReceiver.Path);
        return Task.CompletedTask;
    }

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        var listening = server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        if (SelfAddress.Find(listening, SandboxReceiver.Path) is { } found)
        {
            own.Open(found.Url, found.Addresses);
        }
        else
        {
            own.Close();
            Log.NoAddress(logger);
        }

        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "There is no http address among Urls, so nothing can be sent to the sandbox")]
        public static partial void NoAddress(ILogger logger);
    }
}
