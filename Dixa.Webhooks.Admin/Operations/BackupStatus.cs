using Dixa.Webhooks.Admin.Backups;

namespace Dixa.Webhooks.Admin.Operations;

/// <summary>The backups of the store.</summary>
/// <param name="IsSetUp">Whether the application makes backups at night, or one was made by hand.</param>
/// <param name="LastAt">When the last one was made; null if there is none.</param>
/// <param name="Error">Why a later one failed; null if none did.</param>
public sealed record BackupSummary(bool IsSetUp, DateTimeOffset? LastAt, string? Error)
{
    internal static BackupSummary Of(BackupReport report) => new(report.Nightly is not null || report.Last is not null, report.Last?.At, report.Failure?.Error);
}
