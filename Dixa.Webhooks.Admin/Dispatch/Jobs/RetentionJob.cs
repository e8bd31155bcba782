using Dixa.Webhooks.Admin.Retention;
using Hangfire;

namespace Dixa.Webhooks.Admin.Dispatch.Jobs;

/// <summary>Purges old history at <see cref="RetentionOptions.Interval"/>.</summary>
public sealed class RetentionJob(HistoryPurge purge)
{
    [JobDisplayName("Purge old history")]
    [AutomaticRetry(Attempts = 0)]
    public Task RunAsync(CancellationToken stopping) => purge.RunAsync(actorName: null, stopping);
}
