using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Retention;
using Hangfire;

namespace Dixa.Webhooks.Admin.Dispatch.Jobs;

/// <summary>Starts the purge of old history and old rows of the audit log at <see cref="RetentionOptions.Interval"/>. Does not wait for it.</summary>
public sealed class RetentionJob(PurgeStarter starter)
{
    [JobDisplayName("Purge old history")]
    [AutomaticRetry(Attempts = 0)]
    public void Run() => starter.TryStart(Actor.System);
}
