using System.Globalization;
using Dixa.Webhooks.Admin.Audit;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Audit;
using Dixa.Webhooks.Admin.Hosting;
using Dixa.Webhooks.Admin.Storage.Backups;
using Dixa.Webhooks.Admin.Storage.Files;
using Microsoft.Extensions.Options;

namespace Dixa.Webhooks.Admin.Backups;

/// <summary>Makes a backup every night, and adds a restore to the audit log of the restored store.</summary>
internal sealed partial class BackupService(
    BackupRunner runner, BackupHistory history, StoreBackups backups, AuditLog audit, IOptions<BackupOptions> options, TimeProvider time, ILogger<BackupService> logger)
    : GuardedService(time, logger)
{
    /// <summary>How often it is checked whether a backup is due.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    /// <summary>After a failure.</summary>
    public static readonly TimeSpan RetryDelay = TimeSpan.FromHours(1);

    private const string Names = $"webhooks-*{StoreBackups.Extension}";

    private DateTimeOffset? _failedAt;

    protected override IReadOnlyList<Func<CancellationToken, Task<TimeSpan?>>> Loops =>
        backups.Advice is not null ? [] : options.Value.Folder.Length == 0 ? [RecordRestoreAsync] : [RecordRestoreAsync, CheckAsync];

    protected override string Consequence => "No nightly backup is made";

    private async Task<TimeSpan?> RecordRestoreAsync(CancellationToken stopping)
    {
        if (history.Read().Restored is { } restored)
        {
            await audit.RecordAsync(Actor.System, AuditTarget.Application, new Activity.StoreRestored(restored.File, restored.MadeAt), stopping);
            history.Update(record => record with { Restored = null });
        }

        return null;
    }

    private async Task<TimeSpan?> CheckAsync(CancellationToken stopping)
    {
        var now = Time.GetUtcNow();
        if (DailySchedule.IsDue(history.Read().LastNightly, now, options.Value.At, Time.LocalTimeZone) && !(now - _failedAt < RetryDelay))
        {
            await RunAsync(now, stopping);
        }

        return Interval;
    }

    private async Task RunAsync(DateTimeOffset now, CancellationToken stopping)
    {
        var folder = StoreFiles.FullPath(options.Value.Folder, AppContext.BaseDirectory);
        var file = Path.Combine(folder, Names.Replace("*", now.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture), StringComparison.Ordinal));
        _failedAt = now;
        switch (await MakeAsync(folder, file, stopping))
        {
            case BackupResult.Made { Backup: var made }:
                history.Update(record => record with { LastNightly = now });
                _failedAt = null;
                Log.Made(logger, made.File, ByteSize.Format(made.Bytes), made.Took.TotalSeconds);
                StoreBackups.Prune(folder, Names, made.Manifest.StoreId, options.Value.Keep);
                break;
            case BackupResult.Failed { Error: var error }:
                Log.Failed(logger, error);
                break;
            default:
                throw new InvalidOperationException("Unknown result.");
        }
    }

    private async Task<BackupResult> MakeAsync(string folder, string file, CancellationToken stopping)
    {
        try
        {
            StoreBackups.CreateFolder(folder);
        }
        catch (BackupException error)
        {
            history.Update(record => record with { Failure = new FailedBackup(Time.GetUtcNow(), error.Message) });
            return new BackupResult.Failed(error.Message);
        }

        return await runner.RunAsync(Actor.System, file, stopping);
    }

    private static partial class Log
    {
        [LoggerMessage(2301, LogLevel.Information, "Made the nightly backup {File} ({Size}) in {Seconds:0.0} s")]
        public static partial void Made(ILogger logger, string file, string size, double seconds);

        [LoggerMessage(2302, LogLevel.Error, "Failed to make the nightly backup; trying again in an hour. {Reason}")]
        public static partial void Failed(ILogger logger, string reason);
    }
}
