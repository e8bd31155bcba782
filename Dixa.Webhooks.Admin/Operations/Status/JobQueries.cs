using Dixa.Webhooks.Admin.Dispatch.Jobs;

namespace Dixa.Webhooks.Admin.Operations.Status;

/// <summary>Reads the recurring jobs. Hangfire uses the clock of the machine.</summary>
public sealed class JobQueries(RecurringJobs jobs)
{
    public IReadOnlyList<JobStatus> Read()
    {
        var now = TimeProvider.System.GetUtcNow();
        return [.. jobs.Read().Select(job => new JobStatus(job.Id, job.Interval, now - job.LastRun, job.Failed, job.NextRun - now))];
    }
}

/// <summary>A recurring job, which one process runs for all.</summary>
/// <param name="Id">Its name in Hangfire.</param>
/// <param name="Interval">How often it runs.</param>
/// <param name="Ago">How long ago it last began; null if it has not run yet.</param>
/// <param name="Failed">Whether that run failed.</param>
/// <param name="In">In what time it runs next; null if it is not scheduled.</param>
public sealed record JobStatus(string Id, TimeSpan Interval, TimeSpan? Ago, bool Failed, TimeSpan? In);
