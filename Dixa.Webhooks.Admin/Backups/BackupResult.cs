using Dixa.Webhooks.Admin.Storage.Backups;

namespace Dixa.Webhooks.Admin.Backups;

/// <summary>What became of a backup.</summary>
public abstract record BackupResult
{
    private BackupResult()
    {
    }

    public sealed record Made(MadeBackup Backup) : BackupResult;

    /// <param name="Error">Why, and what to do.</param>
    public sealed record Failed(string Error) : BackupResult;
}
