using Dixa.Webhooks.Admin.Hosting;
using Dixa.Webhooks.Admin.Retention;
using Hangfire.States;
using Hangfire.Storage;
using Microsoft.Extensions.Options;

namespace Dixa.Webhooks.Admin.Dispatch.Jobs;

/// <summary>Reads the recurring jobs from Hangfire's storage.</summary>
public sealed class RecurringJobs(SharedJobStorage shared, IOptions<AutoDisableOptions> autoDisable, IOptions<RetentionOptions> retention)
{
    /// <summary>The registered jobs. A job that no process has registered is missing.</summary>
    public IReadOnlyList<RecurringJob> Read()
    {
        using var connection = shared.Storage.GetConnection();
        return
        [
            .. from job in connection.GetRecurringJobs([RecurringJobRegistrar.Recover, RecurringJobRegistrar.AutoDisable, RecurringJobRegistrar.Purge])
               where !job.Removed
               select new RecurringJob(job.Id, Interval(job.Id), Utc(job.LastExecution), job.LastJobState == FailedState.StateName || job.Error is not null, Utc(job.NextExecution)),
        ];
    }

    private TimeSpan Interval(string id) => id switch
    {
        RecurringJobRegistrar.AutoDisable => autoDisable.Value.SweepInterval,
        RecurringJobRegistrar.Purge => retention.Value.Interval,
        _ => TimeSpan.FromMinutes(1),
    };

    private static DateTimeOffset? Utc(DateTime? time) => time is { } known ? new DateTimeOffset(DateTime.SpecifyKind(known, DateTimeKind.Utc)) : null;
}

/// <summary>A recurring job. Hangfire uses the system clock.</summary>
/// <param name="Id">Its name in Hangfire.</param>
/// <param name="Interval">How often it runs.</param>
/// <param name="LastRun">Null before the first run.</param>
/// <param name="Failed">Whether the last run failed.</param>
/// <param name="NextRun">Null if it is not scheduled.</param>
public sealed record RecurringJob(string Id, TimeSpan Interval, DateTimeOffset? LastRun, bool Failed, DateTimeOffset? NextRun);
