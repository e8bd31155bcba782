using System.Data.Common;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Storage;
using Microsoft.Extensions.Options;

namespace Dixa.Webhooks.Admin.Sandbox.Demo;

/// <summary>Plays the demo from the start, when the settings say so, and stops it before the application does.</summary>
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
                Log.NotPlaying(logger, refused.Reason, null);
            }
        }
        catch (Exception error) when (error is StoreUnavailableException or DbException)
        {
            // The rest of the application can do without it.
            Log.NotPlaying(logger, "The store did not answer.", error);
        }
    }

    public async Task StoppingAsync(CancellationToken cancellationToken) => await player.DisposeAsync();

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "The demo does not play: {Reason}")]
        public static partial void NotPlaying(ILogger logger, string reason, Exception? error);
    }
}
