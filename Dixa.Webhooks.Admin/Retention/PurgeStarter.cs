using System.Data.Common;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Storage.Failures;
using Microsoft.Extensions.Hosting;

namespace Dixa.Webhooks.Admin.Retention;

/// <summary>Starts a purge in the background when an administrator asks for it.</summary>
public sealed partial class PurgeStarter(HistoryPurge purge, IHostApplicationLifetime lifetime, ILogger<PurgeStarter> logger)
{
    private Task<PurgedHistory?>? _run;

    /// <summary>Whether a run that this process was asked for is not over.</summary>
    public bool IsRunning => _run is { IsCompleted: false };

    /// <summary>Starts a run. Returns false if the actor may not, or if this process runs one that it was asked for.</summary>
    public bool TryStart(Actor actor)
    {
        if (!actor.MayManage || IsRunning)
        {
            return false;
        }

        _run = RunAsync(actor);
        return true;
    }

    private async Task<PurgedHistory?> RunAsync(Actor actor)
    {
        // Off the caller's thread, which belongs to a screen.
        await Task.Yield();
        try
        {
            return await purge.RunAsync(actor, lifetime.ApplicationStopping);
        }
        catch (Exception error) when (error is DbException or StoreUnavailableException or OperationCanceledException)
        {
            Log.Interrupted(logger, error);
            return null;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1852, LogLevel.Warning, "The purge that an administrator started was interrupted; the next run continues it")]
        public static partial void Interrupted(ILogger logger, Exception error);
    }
}
