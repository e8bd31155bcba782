using Dixa.Webhooks.Admin.Backups;
using Dixa.Webhooks.Admin.Retention;
using Dixa.Webhooks.Admin.Storage;

namespace Dixa.Webhooks.Admin.Operations.Status;

/// <summary>Reads the size of the store, its last purge and its last backup.</summary>
public sealed class StoreQueries(StorageQueries storage, StoreDialect store, BackupQueries backups)
{
    public async Task<StoreStatus> ReadAsync(CancellationToken cancel = default)
    {
        var (report, made) = (await storage.ReadAsync(cancel), backups.Read());
        return new StoreStatus(
            report.Size.Bytes,
            report.Size.FreeBytes,
            report.WeeklyGrowth ?? report.MonthlyGrowth,
            report.Disk,
            store.DiskBytes(),
            report.DaysUntilFull,
            BackupSummary.Of(made),
            report.Runs.Count > 0 ? report.Runs[0] : null)
        {
            BackupAdvice = made.Advice,
        };
    }
}

/// <summary>The store, and what keeps it healthy.</summary>
/// <param name="Bytes">Its size.</param>
/// <param name="FreeBytes">The part of it that new rows can use.</param>
/// <param name="Growth">The bytes that it grows by each day; null if that is not known yet.</param>
/// <param name="FreeDisk">The free space of its disk; null if the disk is on another machine.</param>
/// <param name="Disk">The size of that disk.</param>
/// <param name="DaysUntilFull">When the disk is full at this growth; null if it does not grow.</param>
/// <param name="Backup">The backups.</param>
/// <param name="LastPurge">The last run of the purge; null before the first.</param>
public sealed record StoreStatus(
    long Bytes, long FreeBytes, long? Growth, long? FreeDisk, long? Disk, int? DaysUntilFull, BackupSummary Backup, RetentionRun? LastPurge)
{
    /// <summary>How to back up the store with the database's own tools; null if the application makes backups.</summary>
    public string? BackupAdvice { get; init; }
}
