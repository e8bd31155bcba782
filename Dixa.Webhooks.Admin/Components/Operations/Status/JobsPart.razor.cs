using Dixa.Webhooks.Admin.Operations.Status;

namespace Dixa.Webhooks.Admin.Components.Operations.Status;

/// <summary>The recurring jobs, with their last and next runs.</summary>
public sealed partial class JobsPart(JobQueries queries, TimeProvider time, ILogger<JobsPart> logger) : PollingComponent<IReadOnlyList<JobStatus>>(time, logger)
{
    // Hangfire's storage can be a database, and has no asynchronous methods.
    protected override Task<IReadOnlyList<JobStatus>> ReadAsync(CancellationToken cancel) => Task.Run(queries.Read, cancel);
}
