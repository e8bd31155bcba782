using Dixa.Webhooks.Admin.Operations.Status;

namespace Dixa.Webhooks.Admin.Components.Operations.Status;

/// <summary>How old the oldest due delivery is, how many wait, and why.</summary>
public sealed partial class DeliveriesPart(QueueQueries queries, TimeProvider time, ILogger<DeliveriesPart> logger) : PollingComponent<QueueStatus>(time, logger)
{
    private bool IsShorterThanAnHour => Time.GetUtcNow() - Value!.CountedSince < TimeSpan.FromHours(1);

    protected override Task<QueueStatus> ReadAsync(CancellationToken cancel) => queries.ReadAsync(cancel);
}
