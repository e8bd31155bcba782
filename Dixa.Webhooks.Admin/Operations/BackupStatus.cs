namespace Dixa.Webhooks.Admin.Operations;

/// <summary>What the System page shows about backups.</summary>
public interface IBackupStatus
{
    Task<BackupSummary> ReadAsync(CancellationToken cancel);
}

/// <summary>The backups of the store.</summary>
/// <param name="IsSetUp">Whether the application makes backups.</param>
/// <param name="LastAt">When the last one was completed; null if there is none.</param>
/// <param name="Error">Why the last run failed; null if it succeeded.</param>
public sealed record BackupSummary(bool IsSetUp, DateTimeOffset? LastAt, string? Error);

/// <summary>The application makes no backups.</summary>
internal sealed class NoBackups : IBackupStatus
{
    public Task<BackupSummary> ReadAsync(CancellationToken cancel) => Task.FromResult(new BackupSummary(false, null, null));
}
