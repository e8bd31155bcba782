using Dixa.Webhooks.Admin.Storage;

namespace Dixa.Webhooks.Admin.Recording.Finding;

/// <summary>Where a search reads deliveries in its order. They need not match all filters.</summary>
internal abstract class FindSource
{
    public abstract FindOrder Order { get; }

    /// <summary>Reads the deliveries after a position.</summary>
    /// <param name="context">The store.</param>
    /// <param name="after">Null for the start.</param>
    /// <param name="count">About how many to read.</param>
    /// <param name="cancel">Stops.</param>
    public abstract Task<FoundBatch> ReadAsync(WebhooksDbContext context, FindPosition? after, int count, CancellationToken cancel);

    /// <summary>Counts the deliveries that match all filters but those that compare rows, up to <paramref name="max"/>; null if that would take too long.</summary>
    public abstract Task<long?> CountAsync(WebhooksDbContext context, int max, CancellationToken cancel);
}

/// <param name="Rows">In the order of the source.</param>
/// <param name="End">Where the next batch starts; null if this is the last one.</param>
internal sealed record FoundBatch(IReadOnlyList<DeliveryRecord> Rows, FindPosition? End);
