using System.Data.Common;
using System.Security.Cryptography;
using Dixa.Webhooks.Admin.Audit;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Audit;
using Dixa.Webhooks.Admin.Storage.Backups;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Backups;

/// <summary>Makes a backup while the store is in use, and records it.</summary>
public sealed partial class BackupRunner(StoreBackups backups, BackupHistory history, AuditLog audit, TimeProvider time, ILogger<BackupRunner> logger) : IDisposable
{
    private readonly SemaphoreSlim _running = new(1);

    /// <summary>Makes the backup in a new file.</summary>
    /// <param name="actor">An administrator, or the system.</param>
    /// <param name="file">The full path.</param>
    /// <param name="cancel">Stops waiting for it.</param>
    public async Task<BackupResult> RunAsync(Actor actor, string file, CancellationToken cancel)
    {
        if (!actor.MayManage)
        {
            return new BackupResult.Failed("Only administrators can make backups.");
        }

        if (backups.Advice is { } advice)
        {
            return new BackupResult.Failed(advice);
        }

        if (!await _running.WaitAsync(TimeSpan.Zero, cancel))
        {
            return new BackupResult.Failed("Another backup is running. Try again when it is over.");
        }

        try
        {
            return await MakeAsync(actor, file, cancel);
        }
        finally
        {
            _running.Release();
        }
    }

    public void Dispose() => _running.Dispose();

    private async Task<BackupResult> MakeAsync(Actor actor, string file, CancellationToken cancel)
    {
        var started = time.GetUtcNow();
        try
        {
            var made = await backups.MakeAsync(file, cancel);
            var hasKeys = made.Manifest.Keys.Count > 0;
            history.Update(record => record with { Last = new CompletedBackup(started, made.Took, made.File, made.Bytes, hasKeys), Failure = null });
            await RecordAsync(actor, new Activity.BackupMade(made.File, made.Bytes, hasKeys), cancel);
            return new BackupResult.Made(made);
        }
        catch (BackupException error)
        {
            history.Update(record => record with { Failure = new FailedBackup(time.GetUtcNow(), error.Message) });
            return new BackupResult.Failed(error.Message);
        }
    }

    /// <summary>The backup is made even if the store cannot be written, which may be the reason for it.</summary>
    private async Task RecordAsync(Actor actor, Activity activity, CancellationToken cancel)
    {
        try
        {
            await audit.RecordAsync(actor, AuditTarget.Application, activity, cancel);
        }
        catch (Exception error) when (error is DbException or DbUpdateException or CryptographicException)
        {
            Log.NotAudited(logger, error.Message);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(2303, LogLevel.Warning, "Failed to add the backup to the audit log. The backup itself is complete. {Reason}")]
        public static partial void NotAudited(ILogger logger, string reason);
    }
}
