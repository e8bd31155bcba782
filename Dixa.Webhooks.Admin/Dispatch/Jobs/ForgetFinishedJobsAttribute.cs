using Hangfire.Common;
using Hangfire.States;
using Hangfire.Storage;

namespace Dixa.Webhooks.Admin.Dispatch.Jobs;

/// <summary>Removes finished jobs from Hangfire soon: the history of deliveries is in the store, and a busy lane runs many jobs.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ForgetFinishedJobsAttribute : JobFilterAttribute, IApplyStateFilter
{
    private static readonly TimeSpan KeepSucceeded = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan KeepFailed = TimeSpan.FromDays(1);

    public void OnStateApplied(ApplyStateContext context, IWriteOnlyTransaction transaction) =>
        context.JobExpirationTimeout = context.NewState is FailedState ? KeepFailed : KeepSucceeded;

    public void OnStateUnapplied(ApplyStateContext context, IWriteOnlyTransaction transaction)
    {
    }
}
