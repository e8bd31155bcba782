using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Retention;
using Hangfire;

namespace Dixa.Webhooks.Admin.Dispatch.Jobs;

/// <summary>Purges old history and old rows of the audit log at <see cref="RetentionOptions.Interval"/>.</summary>
public sealed class RetentionJob(HistoryPurge purge, AuditPurge auditPurge)
{
    [JobDisplayName("Purge old history")]
    [AutomaticRetry(Attempts = 0)]
    public async Task RunAsync(CancellationToken stopping)
    {
        await purge.RunAsync(Actor.System, stopping);
        await auditPurge.RunAsync(stopping);
    }
}
