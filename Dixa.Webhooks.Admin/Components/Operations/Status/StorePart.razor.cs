using Dixa.Webhooks.Admin.Operations.Status;

namespace Dixa.Webhooks.Admin.Components.Operations.Status;

/// <summary>The size of the store, its last backup and its last purge.</summary>
public sealed partial class StorePart(StoreQueries queries, TimeProvider time, ILogger<StorePart> logger) : PollingComponent<StoreStatus>(time, logger)
{
    protected override Task<StoreStatus> ReadAsync(CancellationToken cancel) => queries.ReadAsync(cancel);
}
