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
        var isNightly = backups.Advice is null && options.Value.Folder.Length > 0;
        return new BackupReport(
            backups.Advice,
            isNightly ? options.Value.Folder : null,
            isNightly ? DailySchedule.Next(time.GetUtcNow(), options.Value.At, time.LocalTimeZone) : null,
            record.Last,
            record.Failure);
    }
}

/// <param name="Advice">How to back up the store with the database's own tools, whose backups this application does not know; null if it makes them itself.</param>
/// <param name="NightlyFolder">Where nightly backups are made; null if they are off.</param>
/// <param name="NextNightly">When the next one is made.</param>
/// <param name="Last">The last backup, made by hand or at night; null if there was none.</param>
/// <param name="Failure">The last failure since then; null if there was none.</param>
public sealed record BackupReport(string? Advice, string? NightlyFolder, DateTimeOffset? NextNightly, CompletedBackup? Last, FailedBackup? Failure);
