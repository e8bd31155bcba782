using Dixa.Webhooks.Admin.Operations.Status;

namespace Dixa.Webhooks.Admin.Components.Operations.Status;

/// <summary>The processes that use the store, and what they do.</summary>
public sealed partial class ProcessesPart(ProcessQueries queries, TimeProvider time, ILogger<ProcessesPart> logger) : PollingComponent<IReadOnlyList<ProcessStatus>>(time, logger)
{
    protected override Task<IReadOnlyList<ProcessStatus>> ReadAsync(CancellationToken cancel) => queries.ListAsync(cancel);
}
