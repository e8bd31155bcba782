using Dixa.Webhooks.Admin.Hosting;
using Dixa.Webhooks.Admin.Retention;
using Hangfire;
using Hangfire.Storage;
using Microsoft.Extensions.Options;

namespace Dixa.Webhooks.Admin.Dispatch.Jobs;

/// <summary>
/// Registers the recurring jobs at startup, and again if one is missing. Recovery and auto-disable must not depend on a row that someone
/// can delete from Hangfire's storage.
/// </summary>
public sealed partial class RecurringJobRegistrar(SharedJobStorage shared, TimeProvider time, IOptions<AutoDisableOptions> autoDisable, IOptions<RetentionOptions> retention, ILogger<RecurringJobRegistrar> logger)
    : GuardedService(time, logger)
{
    /// <summary>How often the jobs are checked.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);

    internal const string Recover = "recover";
    internal const string AutoDisable = "auto-disable";
    internal const string Purge = "retention";

    /// <summary>The set of jobs that Hangfire's scheduler runs. A job that is missing from it still exists, but never runs.</summary>
    private const string Scheduled = "recurring-jobs";

    protected override IReadOnlyList<Func<CancellationToken, Task<TimeSpan?>>> Loops => [CheckAsync];

    protected override string Consequence => "Missing recurring jobs are not registered again";

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        var manager = new RecurringJobManager(shared.Storage);
        Register(manager, Recover);
        Register(manager, AutoDisable);
        Register(manager, Purge);
        return base.StartAsync(cancellationToken);
    }

    private Task<TimeSpan?> CheckAsync(CancellationToken stopping)
    {
        using var connection = shared.Storage.GetConnection();
        var scheduled = connection.GetAllItemsFromSet(Scheduled);
        var manager = new RecurringJobManager(shared.Storage);
        foreach (var job in connection.GetRecurringJobs([Recover, AutoDisable, Purge]))
        {
            if (job.Removed || job.NextExecution is null || job.Job is null || !scheduled.Contains(job.Id))
            {
                // Remove what is left of the job; otherwise Hangfire does not schedule it again.
                manager.RemoveIfExists(job.Id);
                Register(manager, job.Id);
                Log.RegisteredAgain(logger, job.Id);
            }
        }

        return Task.FromResult<TimeSpan?>(Interval);
    }

    private void Register(RecurringJobManager manager, string id)
    {
        switch (id)
        {
            case Recover:
                manager.AddOrUpdate<RecoverJob>(id, job => job.RunAsync(CancellationToken.None), Cron.Minutely());
                break;
            case AutoDisable:
                manager.AddOrUpdate<AutoDisableSweep>(id, job => job.RunAsync(CancellationToken.None), CronIntervalAttribute.Cron(autoDisable.Value.SweepInterval));
                break;
            default:
                manager.AddOrUpdate<RetentionJob>(id, job => job.Run(), CronIntervalAttribute.Cron(retention.Value.Interval));
                break;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1760, LogLevel.Warning, "The recurring job {Job} was missing from Hangfire's storage; registered it again")]
        public static partial void RegisteredAgain(ILogger logger, string job);
    }
}
