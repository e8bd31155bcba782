namespace Dixa.Webhooks.Admin.Storage.Backups;

/// <summary>A backup cannot be made or restored. The message says why, and what to do.</summary>
public sealed class BackupException(string message, Exception? cause = null) : Exception(message, cause);
