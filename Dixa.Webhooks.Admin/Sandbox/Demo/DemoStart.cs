using System.Data.Common;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Storage.Failures;
using Microsoft.Extensions.Options;

namespace Dixa.Webhooks.Admin.Sandbox.Demo;

/// <summary>Starts the demo with the application if the settings say so, and stops it before the application stops.</summary>
internal sealed partial class DemoStart(DemoPlayer player, IOptions<SandboxOptions> options, ILogger<DemoStart> logger) : IHostedLifecycleService
{
    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        if (options.Value.Demo is not DemoMode.AtStart)
        {
            return;
        }

        try
        {
            if (await player.PlayAsync(Actor.System, cancellationToken) is DemoResult.Refused refused)
            {
                Log.NotStarted(logger, refused.Reason, null);
            }
        }
        catch (Exception error) when (error is StoreUnavailableException or DbException)
        {
            // The rest of the application works without the demo.
            Log.NotStarted(logger, "The database did not respond.", error);
        }
    }

    public async Task StoppingAsync(CancellationToken cancellationToken) => await player.DisposeAsync();

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static partial class Log
    {
        [LoggerMessage(1803, LogLevel.Warning, "Failed to start the demo: {Reason}")]
        public static partial void NotStarted(ILogger logger, string reason, Exception? error);
    }
}
