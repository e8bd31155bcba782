namespace Dixa.Webhooks.Admin.Backups;

/// <summary>What is known about the backups of a store.</summary>
public sealed record BackupRecord
{
    /// <summary>The last backup, made by hand or at night; null if there was none.</summary>
    public CompletedBackup? Last { get; init; }

    /// <summary>When the last nightly backup was started; null if there was none.</summary>
    public DateTimeOffset? LastNightly { get; init; }

    /// <summary>The last failure since the last backup; null if there was none.</summary>
    public FailedBackup? Failure { get; init; }

    /// <summary>A restore that is not in the audit log yet, because no process has started since.</summary>
    public PerformedRestore? Restored { get; init; }
}

/// <param name="At">When it was started. It contains everything that was stored by then.</param>
/// <param name="Took">How long it took.</param>
/// <param name="File">Its full path.</param>
/// <param name="Bytes">The size of the file.</param>
/// <param name="HasKeys">Whether it contains the keys.</param>
public sealed record CompletedBackup(DateTimeOffset At, TimeSpan Took, string File, long Bytes, bool HasKeys);

/// <param name="At">When it failed.</param>
/// <param name="Error">Why, and what to do.</param>
public sealed record FailedBackup(DateTimeOffset At, string Error);

/// <param name="File">The backup's full path.</param>
/// <param name="MadeAt">When the backup was made.</param>
public sealed record PerformedRestore(string File, DateTimeOffset MadeAt);
