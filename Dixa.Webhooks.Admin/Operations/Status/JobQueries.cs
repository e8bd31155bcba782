using Dixa.Webhooks.Admin.Backups;
using Dixa.Webhooks.Admin.Dispatch.Jobs;

namespace Dixa.Webhooks.Admin.Operations.Status;

/// <summary>Reads the recurring jobs: those of Hangfire, which uses the clock of the machine, and the nightly backup.</summary>
public sealed class JobQueries(RecurringJobs jobs, BackupQueries backups, TimeProvider time)
{
    public IReadOnlyList<JobStatus> Read()
    {
        var now = TimeProvider.System.GetUtcNow();
        return
        [
            .. jobs.Read().Select(job => new JobStatus(job.Id, job.Interval, now - job.LastRun, job.Failed, job.NextRun - now)),
            .. backups.Read().Nightly is { } nightly ? [Backup(nightly, time.GetUtcNow())] : Array.Empty<JobStatus>(),
        ];
    }

    private static JobStatus Backup(NightlyBackup nightly, DateTimeOffset now) =>
        new(JobStatus.NightlyBackup, TimeSpan.FromDays(1), now - nightly.LastRun, nightly.Failed, nightly.NextRun - now) { At = nightly.At };
}

/// <summary>A recurring job, which one process runs for all.</summary>
/// <param name="Id">Its name in Hangfire, or <see cref="NightlyBackup"/>.</param>
/// <param name="Interval">How often it runs.</param>
/// <param name="Ago">How long ago it last began; null if it has not run yet.</param>
/// <param name="Failed">Whether that run failed.</param>
/// <param name="In">In what time it runs next; null if it is not scheduled.</param>
public sealed record JobStatus(string Id, TimeSpan Interval, TimeSpan? Ago, bool Failed, TimeSpan? In)
{
    /// <summary>The nightly backup, which Hangfire does not run.</summary>
    public const string NightlyBackup = "backup";

    /// <summary>The time of day at which it runs, in the time zone of the machine; null if it only has an interval.</summary>
    public TimeOnly? At { get; init; }
}
