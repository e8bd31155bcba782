using Dixa.Webhooks.Admin.Dispatch;
using Dixa.Webhooks.Admin.Dispatch.Addresses;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Privacy;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Dixa.Webhooks.Admin.Sandbox;

/// <summary>Opens the sandbox for deliveries once the server listens and its address is known.</summary>
internal sealed partial class SandboxStart(SandboxEndpoint endpoint, SandboxInbox inbox, ErasureRunner erasures, IServer server, ILogger<SandboxStart> logger) : IHostedLifecycleService
{
    // Runs before the lanes start.
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        endpoint.Announce(AppRoutes.SandboxReceiver);
        erasures.Erasing += person => inbox.Forget(request => person.In(request.Body.Span));
        return Task.CompletedTask;
    }

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        var listening = server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        if (SelfAddress.Find(listening, AppRoutes.SandboxReceiver) is { } found)
        {
            endpoint.Resolve(found.Url, found.Addresses);
        }
        else
        {
            endpoint.Withdraw();
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
        [LoggerMessage(1804, LogLevel.Warning, "Urls has no http address, so nothing can be sent to the sandbox")]
        public static partial void NoAddress(ILogger logger);
    }
}
