using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Storage.Backups;
using Microsoft.Extensions.Options;

namespace Dixa.Webhooks.Admin.Backups;

/// <summary>What is known about backups, for screens and metrics. Reads one small file, and no table.</summary>
public sealed class BackupQueries(StoreBackups backups, BackupHistory history, IOptions<BackupOptions> options, TimeProvider time)
{
    public BackupReport Read()
    {
        var record = history.Read();
        return new BackupReport(
            backups.Advice,
            backups.Advice is null && options.Value.Folder.Length > 0 ? Nightly(record) : null,
            record.Last,
            record.Failure);
    }

    private NightlyBackup Nightly(BackupRecord record)
    {
        var (now, at, zone) = (time.GetUtcNow(), options.Value.At, time.LocalTimeZone);
        if (!DailySchedule.IsDue(record.LastNightly, now, at, zone))
        {
            return new NightlyBackup(options.Value.Folder, at, record.LastNightly, Failed: false, DailySchedule.Next(now, at, zone));
        }

        // A failure from before it was due was one of a backup by hand.
        return record.Failure is { } failure && (record.LastNightly is null || failure.At >= DailySchedule.Previous(now, at, zone))
            ? new NightlyBackup(options.Value.Folder, at, failure.At, Failed: true, failure.At + BackupService.RetryDelay)
            : new NightlyBackup(options.Value.Folder, at, record.LastNightly, Failed: false, now);
    }
}

/// <param name="Advice">How to back up the store with the database's own tools, whose backups this application does not know; null if it makes them itself.</param>
/// <param name="Nightly">The nightly backups; null if they are off.</param>
/// <param name="Last">The last backup, made by hand or at night; null if there was none.</param>
/// <param name="Failure">The last failure since then; null if there was none.</param>
public sealed record BackupReport(string? Advice, NightlyBackup? Nightly, CompletedBackup? Last, FailedBackup? Failure);

/// <param name="Folder">Where they are made.</param>
/// <param name="At">When, in the time zone of the machine.</param>
/// <param name="LastRun">When the last one was started, or failed; null if there was none.</param>
/// <param name="Failed">Whether the last one failed.</param>
/// <param name="NextRun">When the next one is made. A failed one is tried again.</param>
public sealed record NightlyBackup(string Folder, TimeOnly At, DateTimeOffset? LastRun, bool Failed, DateTimeOffset NextRun);
