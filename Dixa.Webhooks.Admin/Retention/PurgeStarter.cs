using System.Data.Common;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Storage.Failures;
using Microsoft.Extensions.Hosting;

namespace Dixa.Webhooks.Admin.Retention;

/// <summary>Starts a purge of the history and of the audit log in the background, so that neither a screen nor a worker of the job queue waits for it.</summary>
public sealed partial class PurgeStarter(HistoryPurge purge, AuditPurge auditPurge, IHostApplicationLifetime lifetime, ILogger<PurgeStarter> logger)
{
    private Task _run = Task.CompletedTask;

    /// <summary>Whether a run that this process has started is not over.</summary>
    public bool IsRunning => !_run.IsCompleted;

    /// <summary>Ends with the last run that this process has started.</summary>
    public Task Run => _run;

    /// <summary>Starts a run. Returns false if the actor may not, or if this process runs one already.</summary>
    public bool TryStart(Actor actor)
    {
        if (!actor.MayManage || IsRunning)
        {
            return false;
        }

        _run = RunAsync(actor);
        return true;
    }

    private async Task RunAsync(Actor actor)
    {
        // Off the caller's thread, which belongs to a screen or to the job queue.
        await Task.Yield();
        try
        {
            await purge.RunAsync(actor, lifetime.ApplicationStopping);
            await auditPurge.RunAsync(lifetime.ApplicationStopping);
        }
        catch (Exception error) when (error is DbException or StoreUnavailableException or OperationCanceledException or ObjectDisposedException)
        {
            Log.Interrupted(logger, error);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1852, LogLevel.Warning, "The purge was interrupted; the next run continues it")]
        public static partial void Interrupted(ILogger logger, Exception error);
    }
}
